package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetAlert;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check whose answer was lost can be asked again with its key. */
abstract class CheckKeyContract extends StoreContract {

    private List<BudgetAlert> check(String key) {
        return store.budgets().check(NOW, key);
    }

    @Test
    void the_same_key_gives_the_same_answer_and_nothing_new() {
        create(daily());
        spend("80", NOW, NOW);
        List<BudgetAlert> first = check("k1");
        assertThat(thresholds(first)).containsExactly("0.5", "0.8");

        spend("20", NOW.plusSeconds(1), NOW);

        assertThat(check("k1")).isEqualTo(first);
        assertThat(adapter().another(store).budgets().check(NOW.plusSeconds(9), "k1"))
                .isEqualTo(first);
        assertThat(thresholds(check("k2"))).containsExactly("0.9", "1");
        assertThat(check("k1")).isEqualTo(first);
        assertThat(check("k3")).isEmpty();
        assertThat(check(NOW)).isEmpty();
    }

    @Test
    void a_key_that_found_nothing_is_as_good_as_new() {
        create(daily());
        assertThat(check("k")).isEmpty();

        spend("50", NOW, NOW);

        assertThat(thresholds(check("k"))).containsExactly("0.5");
    }

    @Test
    void what_a_check_without_a_key_returned_no_key_returns_again() {
        create(daily());
        spend("50", NOW, NOW);
        assertThat(check(NOW)).containsExactly("0.5");

        assertThat(check("k")).isEmpty();
    }

    @Test
    void what_keys_return_of_a_budget_that_is_gone_stays() {
        create(daily());
        spend("50", NOW, NOW);
        List<BudgetAlert> first = check("k");
        store.budgets().delete("daily");

        assertThat(check("k")).isEqualTo(first).hasSize(1);
    }
}
