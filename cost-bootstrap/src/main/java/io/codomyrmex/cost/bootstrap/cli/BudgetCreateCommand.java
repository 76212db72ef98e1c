package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a budget. */
@Command(
        name = "create",
        description = "Creates a budget; what the ledger already has counts.",
        footer = {"", "Example: cost budget create \"Daily LLM\" 100 daily --category llm_inference"})
final class BudgetCreateCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", converter = Positional.Text.class, description = "As people know it.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "AMOUNT",
            converter = Positional.Amount.class,
            description = "The limit of each period, zero or more.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Parameters(
            index = "2",
            paramLabel = "PERIOD",
            converter = Values.Period.class,
            description = "hourly, daily, weekly or monthly.")
    private BudgetPeriod period = BudgetPeriod.MONTHLY;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            converter = Values.Category.class,
            description = "Only entries of this category count.")
    private @Nullable CostCategory category;

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Only entries with this tag count; if repeated, with all of them.")
    private List<String> tags = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "RATIO",
            converter = Values.Threshold.class,
            description = "Alerts at this share of the amount; may be repeated (default: 0.5, 0.8, 0.9 and 1).")
    private List<BigDecimal> thresholds = BudgetSpec.DEFAULT_THRESHOLDS;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Its id (default: the name in lower case, blanks as underscores).")
    private @Nullable String id;

    @Option(names = "--alert-only", description = "Alerts, but never denies spending.")
    private boolean alertOnly;

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    BudgetCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BudgetSpec named = BudgetSpec.of(name, amount, period);
        BudgetSpec spec = (id == null ? named : named.id(id))
                .zone(session.zone())
                .category(category)
                .tags(Pairs.of("tag", tags))
                .alertThresholds(thresholds)
                .enforced(!alertOnly);
        BudgetManager budgets = session.budgets();
        budgets.create(spec);
        BudgetOutput.one(session, format, budgets.statusAfterChange(spec.id()));
        return ExitCodes.DONE;
    }
}
