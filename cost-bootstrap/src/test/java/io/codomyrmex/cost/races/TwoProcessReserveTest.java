package io.codomyrmex.cost.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.jdbc.PostgresServer;
import io.codomyrmex.cost.store.CostStore;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TwoProcessReserveTest {

    private final JdbcSettings ledger = PostgresServer.get().newLedger(Currency.getInstance("USD"));

    @Test
    void of_a_thousand_reservations_by_two_processes_exactly_a_hundred_fit_into_a_hundred() throws Exception {
        try (CostStore store = JdbcCostStore.open(ledger)) {
            List<List<String>> answers = race(store, Reservations.SINGLE, 1);

            assertThat(answers)
                    .filteredOn(answer -> answer.get(0).equals("granted"))
                    .hasSize(100);
            BudgetStatus status =
                    store.budgets().statuses(List.of("b"), Reservations.NOW).get(0);
            assertThat(status.held()).isEqualByComparingTo("100");
            assertThat(status.remaining()).isEqualByComparingTo("0");
        }
    }

    @Test
    void of_ten_overlapping_budgets_none_is_over_and_nothing_that_fits_is_denied() throws Exception {
        Reservations reservations = Reservations.OVERLAPPING;
        long seed = System.nanoTime();
        System.out.println("seed of the race: " + seed);
        try (CostStore store = JdbcCostStore.open(ledger)) {
            List<List<String>> answers = race(store, reservations, seed);

            Set<String> granted = answers.stream()
                    .filter(answer -> answer.get(0).equals("granted"))
                    .map(answer -> answer.get(1))
                    .collect(Collectors.toSet());
            List<HoldRequest> requests = reservations.requests(seed);
            for (HoldRequest request : requests) {
                assertThat(store.gate().find(request.id(), Reservations.NOW).isPresent())
                        .isEqualTo(granted.contains(request.id()));
                if (!granted.contains(request.id())) {
                    // nothing was freed meanwhile, so what did not fit then does not fit now
                    SpendScope scope = new SpendScope.Covering(request.category(), request.tags());
                    assertThat(store.budgets()
                                    .ask(request.amount(), scope, Reservations.NOW)
                                    .allowed())
                            .as(request.toString())
                            .isFalse();
                }
            }
            for (BudgetStatus status : store.budgets().statuses(List.of(), Reservations.NOW)) {
                long covered = requests.stream()
                        .filter(request -> granted.contains(request.id()))
                        .filter(request -> request.grantedAt(Reservations.NOW).isCoveredBy(status.budget()))
                        .count();
                assertThat(status.held()).isEqualByComparingTo(BigDecimal.valueOf(covered));
                assertThat(status.remaining().signum()).as(status.toString()).isNotNegative();
            }
        }
    }

    private List<List<String>> race(CostStore store, Reservations reservations, long seed) throws Exception {
        reservations.budgets().forEach(spec -> store.budgets().create(spec, Reservations.NOW));

        List<List<String>> answers = RaceProcess.two(ledger, seed, reservations.name());

        assertThat(answers).hasSize(1000).allMatch(answer -> answer.get(2).equals("true"));
        assertThat(store.verify().differences()).isEmpty();
        return answers;
    }
}
