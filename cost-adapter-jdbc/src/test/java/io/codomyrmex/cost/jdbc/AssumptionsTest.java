package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssumptionsTest {

    private static final long NEW_MARK = 7;

    private Database database;
    private LedgerHead head;

    @BeforeEach
    void open() {
        JdbcSettings settings = PostgresServer.get().newLedger(Currency.getInstance("USD"));
        JdbcCostStore.open(settings).close();
        database = Database.open(settings);
        head = head();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private LedgerHead head() {
        return database.writeShared(LedgerHead::read);
    }

    private boolean runs(long seq, long mark, long budgetsVersion) {
        KnownState known = new KnownState();
        known.keep(seq, mark, Map.of(), Map.of());
        return database.writeShared(
                handle -> Assumptions.script(database.dialect(), known, NEW_MARK, budgetsVersion, new Needs())
                        .runGuarded(handle));
    }

    @Test
    void what_was_assumed_rightly_is_carried_out_and_counted() {
        assertThat(runs(head.seq(), head.mark(), head.budgetsVersion())).isTrue();
        assertThat(head())
                .isEqualTo(
                        new LedgerHead(head.currency(), head.seq() + 1, head.budgetsVersion(), NEW_MARK, head.mark()));
    }

    @Test
    void nothing_is_done_for_budgets_that_are_not_the_ledgers() {
        assertThat(runs(head.seq(), head.mark(), head.budgetsVersion() + 1)).isFalse();
        assertThat(runs(head.seq(), head.mark(), head.budgetsVersion() - 1)).isFalse();
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void nothing_is_done_for_a_ledger_that_another_transaction_changed() {
        assertThat(runs(head.seq() + 1, head.mark(), head.budgetsVersion())).isFalse();
        assertThat(runs(head.seq() - 1, head.mark(), head.budgetsVersion())).isFalse();
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void nothing_is_done_for_a_ledger_that_came_to_the_same_number_by_another_transaction() {
        assertThat(runs(head.seq(), head.mark() + 1, head.budgetsVersion())).isFalse();
        assertThat(head()).isEqualTo(head);
    }
}
