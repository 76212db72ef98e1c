package io.codomyrmex.cost.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetAlertTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private static BudgetAlert alert(String id, String threshold, String spend, String amount, String currency) {
        return new BudgetAlert(
                id,
                1,
                BudgetPeriod.DAILY,
                NOW,
                0,
                new BigDecimal(threshold),
                new BigDecimal(spend),
                new BigDecimal(amount),
                NOW,
                false,
                Currency.getInstance(currency));
    }

    @ParameterizedTest
    @CsvSource({
        "80, 100, USD, 'Budget ''daily_llm'' has reached 80% utilization ($80.00/$100.00)'",
        "99.6, 100, USD, 'Budget ''daily_llm'' has reached 99% utilization ($99.60/$100.00)'",
        "99.999999999999999999, 100, USD, 'Budget ''daily_llm'' has reached 99% utilization ($100.00/$100.00)'",
        "1.005, 0.5, USD, 'Budget ''daily_llm'' has reached 201% utilization ($1.00/$0.50)'",
        "1.015, 0.5, USD, 'Budget ''daily_llm'' has reached 203% utilization ($1.02/$0.50)'",
        "1234567.891, 1000000, EUR, 'Budget ''daily_llm'' has reached 123% utilization (EUR 1234567.89/EUR 1000000.00)'",
        "80, 100, JPY, 'Budget ''daily_llm'' has reached 80% utilization (JPY 80/JPY 100)'",
        "80, 100, BHD, 'Budget ''daily_llm'' has reached 80% utilization (BHD 80.000/BHD 100.000)'",
        "80, 100, XAU, 'Budget ''daily_llm'' has reached 80% utilization (XAU 80/XAU 100)'",
        "-5, 100, USD, 'Budget ''daily_llm'' has reached -5% utilization (-$5.00/$100.00)'",
    })
    void the_message_is_one_line_for_people(String spend, String amount, String currency, String message) {
        assertThat(alert("daily_llm", "0.5", spend, amount, currency).message()).isEqualTo(message);
    }

    @Test
    void utilization_is_spend_by_amount() {
        assertThat(alert("a", "0.5", "2", "3", "USD").utilization()).isEqualTo("0.666666666666666667");
        assertThat(alert("a", "0.5", "50", "100", "USD").utilization()).isEqualTo("0.5");
        assertThat(alert("a", "0.5", "10000000000", "0.000000000000000001", "USD")
                        .utilization())
                .isEqualTo("10000000000000000000000000000");
    }

    @Test
    void what_fired_together_is_in_order_of_budget_and_threshold() {
        BudgetAlert first = alert("a", "0.5", "1", "1", "USD");
        BudgetAlert second = alert("a", "0.9", "1", "1", "USD");
        BudgetAlert third = alert("b", "0.5", "1", "1", "USD");
        assertThat(List.of(third, second, first).stream().sorted(BudgetAlert.ORDER))
                .containsExactly(first, second, third);
    }

    @Test
    void a_balance_adds_up_exactly_and_in_canonical_form() {
        Balance balance = Balance.ZERO
                .spend(new BigDecimal("0.10"))
                .spend(new BigDecimal("0.2"))
                .hold(new BigDecimal("5.0"));
        assertThat(balance).isEqualTo(new Balance(new BigDecimal("0.3"), new BigDecimal("5"), 0, List.of()));
        assertThat(balance.spend(new BigDecimal("-0.3")).hold(new BigDecimal("-5")))
                .isEqualTo(Balance.ZERO);
        assertThat(balance.rearmed().arming()).isEqualTo(1);
    }

    @Test
    void keys_are_ordered_by_budget_revision_and_period() {
        assertThat(List.of(
                                new BalanceKey("b", 1, NOW),
                                new BalanceKey("a", 10, NOW),
                                new BalanceKey("a", 9, NOW),
                                new BalanceKey("a", 9, NOW.minusSeconds(1)))
                        .stream()
                        .sorted())
                .containsExactly(
                        new BalanceKey("a", 9, NOW.minusSeconds(1)),
                        new BalanceKey("a", 9, NOW),
                        new BalanceKey("a", 10, NOW),
                        new BalanceKey("b", 1, NOW));
    }
}
