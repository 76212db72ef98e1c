package io.codomyrmex.cost.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendAnswerTest {

    private static BudgetStatus status(String id, String limit, String spent, String held, boolean enforced) {
        BudgetSpec spec =
                BudgetSpec.of(id, new BigDecimal(limit), BudgetPeriod.DAILY).enforced(enforced);
        return new BudgetStatus(
                new Budget(spec, 1, Instant.EPOCH), TimeRange.ALL, new BigDecimal(spent), new BigDecimal(held));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 60, 30, 10, true",
        "100, 60, 30, 10.000000000000000001, false",
        "100, 100, 0, 0, true",
        "100, 101, 0, 0, true",
        "100, 90, 11, 0, true",
        "100, 101, 0, 0.000000000000000001, false",
        "100, -50, 0, 150, true",
        "0, 0, 0, 0, true",
        "0, 0, 0, 0.000000000000000001, false",
    })
    void an_amount_is_allowed_iff_it_is_zero_or_spent_held_and_amount_fit_the_limit(
            String limit, String spent, String held, BigDecimal amount, boolean allowed) {
        assertThat(SpendAnswer.of(amount, List.of(status("a", limit, spent, held, true)))
                        .allowed())
                .isEqualTo(allowed);
        assertThat(SpendAnswer.of(amount, List.of(status("a", limit, spent, held, false)))
                        .allowed())
                .isTrue();
    }

    @Test
    void the_budget_with_the_least_left_binds() {
        SpendAnswer answer = SpendAnswer.of(
                new BigDecimal("30"),
                List.of(
                        status("a", "100", "80", "0", true),
                        status("b", "100", "10", "75", true),
                        status("c", "100", "99", "0", false),
                        status("d", "100", "0", "0", true)));
        assertThat(answer.allowed()).isFalse();
        assertThat(answer.binding().orElseThrow().status().budget().id()).isEqualTo("b");
        assertThat(SpendAnswer.of(BigDecimal.ONE, List.of()).allowed()).isTrue();
        assertThat(SpendAnswer.of(BigDecimal.ONE, List.of()).binding()).isEmpty();
    }

    @Test
    void a_status_of_a_zero_budget_has_no_utilization() {
        assertThat(status("a", "0", "5", "0", true).utilization()).isEqualTo("0");
        assertThat(status("a", "3", "1", "0", true).utilization()).isEqualTo("0.333333333333333333");
        assertThat(status("a", "3", "1", "2.5", true).remaining()).isEqualTo("-0.5");
    }

    @Test
    void a_scope_with_bad_values_is_refused() {
        assertThatThrownBy(() -> new SpendScope.Named(" ")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new SpendScope.Covering(null, Map.of())).hasMessage("category null must be given");
        assertThatThrownBy(() -> new SpendScope.Covering(CostCategory.OTHER, Map.of("", "x")))
                .isInstanceOf(InvalidInputException.class);
    }
}
