package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.gate.BudgetVerdict;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the gate says when it is asked. */
abstract class GateContract extends StoreContract {

    private SpendAnswer ask(String amount, SpendScope scope) {
        return store.budgets().ask(money(amount), scope, NOW);
    }

    private static String verdicts(SpendAnswer answer) {
        StringBuilder text = new StringBuilder();
        for (BudgetVerdict verdict : answer.budgets()) {
            text.append(verdict.status().budget().id()).append(verdict.exceeded() ? "! " : " ");
        }
        return text.toString().strip();
    }

    @Test
    void exactly_the_limit_fits_and_the_smallest_bit_more_does_not() {
        create(daily());
        spend("99.5", NOW, NOW);
        assertThat(ask("0.5", SpendScope.ALL).allowed()).isTrue();
        assertThat(ask("0.500000000000000001", SpendScope.ALL).allowed()).isFalse();
        assertThat(ask("0", SpendScope.ALL).allowed()).isTrue();
        spend("0.6", NOW, NOW);
        assertThat(ask("0.000000000000000001", SpendScope.ALL).allowed()).isFalse();
        spend("-50", NOW, NOW);
        assertThat(ask("49.9", SpendScope.ALL).allowed()).isTrue();
    }

    @Test
    void an_amount_of_zero_is_allowed_however_much_is_overspent() {
        create(daily());
        for (String amount : List.of("99", "1", "20")) { // nearly full, full, over
            spend(amount, NOW, NOW);
            for (SpendScope scope : List.of(
                    SpendScope.ALL,
                    new SpendScope.Named("daily"),
                    new SpendScope.Covering(CostCategory.OTHER, Map.of("team", "x")))) {
                SpendAnswer answer = ask("0.00", scope);
                assertThat(answer.allowed()).as(amount + " " + scope).isTrue();
                assertThat(answer.binding()).isEmpty();
                assertThat(verdicts(answer)).isEqualTo("daily");
                assertThat(store.budgets().allows(money("0"), scope, NOW)).isTrue();
            }
        }
        assertThat(status("daily", NOW).remaining()).isEqualByComparingTo("-20");
        assertThat(store.budgets().allows(money("0.000000000000000001"), SpendScope.ALL, NOW))
                .isFalse();
    }

    @Test
    void an_answer_tells_what_each_budget_has_left_and_which_one_binds() {
        create(daily().id("b").amount(money("80")));
        create(daily().id("a").period(BudgetPeriod.MONTHLY).amount(money("1000")));
        create(daily().id("c").amount(money("60")));
        spend("50", NOW, NOW);

        SpendAnswer answer = ask("40", SpendScope.ALL);

        assertThat(verdicts(answer)).isEqualTo("a b! c!");
        BudgetStatus binding = answer.binding().orElseThrow().status();
        assertThat(binding.budget().id()).isEqualTo("c");
        assertThat(binding.spent()).isEqualTo("50");
        assertThat(binding.remaining()).isEqualTo("10");
        assertThat(binding.period().end()).isEqualTo(Instant.parse("2026-11-26T00:00:00Z"));
        assertThat(ask("10", SpendScope.ALL).binding()).isEmpty();
    }

    @Test
    void an_alert_only_budget_never_denies() {
        create(daily().enforced(false));
        spend("500", NOW, NOW);
        SpendAnswer named = ask("1", new SpendScope.Named("daily"));
        assertThat(named.allowed()).isTrue();
        assertThat(named.budgets()).hasSize(1);
        assertThat(ask("1", SpendScope.ALL)).isEqualTo(new SpendAnswer(List.of()));
    }

    @Test
    void a_scope_chooses_the_budgets() {
        create(daily().id("all"));
        create(daily().id("storage").category(CostCategory.STORAGE));
        create(daily().id("team").tags(Map.of("team", "x")));
        create(daily().id("both").category(CostCategory.STORAGE).tags(Map.of("team", "x", "env", "prod")));

        assertThat(verdicts(ask("101", SpendScope.ALL))).isEqualTo("all! both! storage! team!");
        assertThat(verdicts(ask("101", new SpendScope.Named("team")))).isEqualTo("team!");
        assertThat(verdicts(ask("1", new SpendScope.Covering(CostCategory.STORAGE, Map.of()))))
                .isEqualTo("all storage");
        assertThat(verdicts(ask("1", new SpendScope.Covering(CostCategory.OTHER, Map.of("team", "x", "a", "b")))))
                .isEqualTo("all team");
        assertThat(verdicts(
                        ask("1", new SpendScope.Covering(CostCategory.STORAGE, Map.of("team", "x", "env", "prod")))))
                .isEqualTo("all both storage team");
    }

    @Test
    void a_question_is_about_the_period_of_its_moment() {
        create(daily());
        spend("100", NOW, NOW);
        assertThat(ask("1", SpendScope.ALL).allowed()).isFalse();
        Instant tomorrow = NOW.plus(1, ChronoUnit.DAYS);
        assertThat(store.budgets().ask(money("100"), SpendScope.ALL, tomorrow).allowed())
                .isTrue();
    }

    @Test
    void a_budget_of_nothing_allows_nothing() {
        create(daily().amount(BigDecimal.ZERO));
        assertThat(ask("0", SpendScope.ALL).allowed()).isTrue();
        assertThat(ask("0.000000000000000001", SpendScope.ALL).allowed()).isFalse();
    }

    @Test
    void an_unknown_budget_is_an_error() {
        create(daily());
        assertThatThrownBy(() -> ask("1", new SpendScope.Named("other")))
                .isInstanceOfSatisfying(
                        UnknownBudgetException.class,
                        e -> assertThat(e.budgetId()).isEqualTo("other"));
    }

    @Test
    void a_question_changes_nothing() {
        create(daily());
        offer(CostDraft.of("40").id("a"));
        ask("1000", SpendScope.ALL);
        assertThat(status("daily", NOW).remaining()).isEqualTo("60");
        assertThat(check(NOW)).isEmpty();
    }
}
