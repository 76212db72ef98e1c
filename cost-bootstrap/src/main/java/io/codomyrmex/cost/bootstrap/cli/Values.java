package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;

/** Values of options, read by the domain's rules so that an error reads the same everywhere. */
final class Values {

    private Values() {}

    /** A category. */
    static final class Category implements ITypeConverter<CostCategory> {
        @Override
        public CostCategory convert(String text) {
            return CostCategory.of("category", text);
        }
    }

    /** A kind of period. */
    static final class Period implements ITypeConverter<BudgetPeriod> {
        @Override
        public BudgetPeriod convert(String text) {
            return BudgetPeriod.of("period", text);
        }
    }

    /** A step of a time series. */
    static final class Step implements ITypeConverter<BudgetPeriod> {
        @Override
        public BudgetPeriod convert(String text) {
            return BudgetPeriod.of("step", text);
        }
    }

    /** How many groups are shown. */
    static final class Groups implements ITypeConverter<Top> {
        @Override
        public Top convert(String text) {
            return Top.of("top", text);
        }
    }

    /** An alert threshold; its range is checked with the budget. */
    static final class Threshold implements ITypeConverter<BigDecimal> {
        @Override
        public BigDecimal convert(String text) {
            return AmountRule.parse("threshold", text);
        }
    }
}
