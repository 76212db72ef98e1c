package io.codomyrmex.cost.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.jdbc.PostgresServer;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.store.Verification;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TwoProcessMixedTest {

    private static final Instant BEFORE = Instant.parse("2026-11-30T22:00:00Z");

    private final JdbcSettings ledger = PostgresServer.get().newLedger(Currency.getInstance("USD"));

    @Test
    void two_thousand_operations_by_two_processes_leave_the_ledger_as_they_were_answered() throws Exception {
        race(2_000);
    }

    @Test
    @Tag("long")
    void a_hundred_thousand_operations_by_two_processes_leave_the_ledger_as_they_were_answered() throws Exception {
        race(100_000);
    }

    private void race(int operations) throws Exception {
        long seed = Long.getLong("cost.test.seed", System.nanoTime());
        System.out.println("cost.test.seed=" + seed);
        try (CostStore store = JdbcCostStore.open(ledger)) {
            MixedOperations.lastingBudgets(operations)
                    .forEach(spec -> store.budgets().create(spec, BEFORE));
            long began = System.nanoTime();

            List<List<String>> answers = RaceProcess.two(ledger, seed, "mixed", Integer.toString(operations / 2));

            Map<String, List<List<String>>> kinds =
                    answers.stream().collect(Collectors.groupingBy(answer -> answer.get(0)));
            Map<String, Integer> counts = new TreeMap<>();
            kinds.forEach((kind, list) -> counts.put(kind, list.size()));
            System.out.println(
                    operations + " operations in " + (System.nanoTime() - began) / 1_000_000 + " ms: " + counts);
            assertThat(kinds.getOrDefault("failure", List.of())).isEmpty();
            assertThat(kinds).containsKeys("recorded", "granted", "denied", "committed", "released");
            // the alerts that nobody was told of yet; with them, each that there is was told once
            for (BudgetAlert alert : store.budgets().check(BEFORE)) {
                kinds.computeIfAbsent("alert", kind -> new ArrayList<>())
                        .add(List.of("alert", MixedOperations.key(alert)));
            }
            Verification verification = store.verify();
            assertThat(verification.differences()).isEmpty();
            LedgerReplay replay = LedgerReplay.read(ledger);
            replay.assertSumsFollow();
            replay.assertNotOver("gated_hourly", "gated_compute");
            assertThat(verification.entries()).isEqualTo(kinds.get("recorded").size());
            assertThat(replay.entryAmounts()).isEqualTo(once(kinds.get("recorded"), 2));
            assertThat(replay.holdAmounts()).isEqualTo(once(kinds.get("granted"), 2));
            assertThat(replay.holdsThatAre("committed"))
                    .isEqualTo(once(kinds.get("committed"), 1).keySet());
            // a release may be answered more than once: it is idempotent
            assertThat(replay.holdsThatAre("released"))
                    .isEqualTo(kinds.get("released").stream()
                            .map(answer -> answer.get(1))
                            .collect(Collectors.toSet()));
            assertThat(once(kinds.get("alert"), 1).keySet()).isEqualTo(replay.alerts());
        }
    }

    /** Id to value, where every id was answered once. */
    private static Map<String, String> once(List<List<String>> answers, int value) {
        Map<String, String> byId = new HashMap<>();
        for (List<String> answer : answers) {
            assertThat(byId.put(answer.get(1), canonical(answer.get(value))))
                    .as("twice: " + answer)
                    .isNull();
        }
        return byId;
    }

    private static String canonical(String value) {
        return value.matches("-?[0-9.]+") ? LedgerRows.canonical(new BigDecimal(value)) : value;
    }
}
