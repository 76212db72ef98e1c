package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssumptionsTest {

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
        return database.writeShared("read", LedgerHead::read);
    }

    private boolean runs(long seq, long budgetsVersion) {
        return database.writeShared(
                "change",
                handle -> Assumptions.script(database.dialect(), seq, budgetsVersion, new Needs(), new KnownState())
                        .runGuarded(handle));
    }

    @Test
    void what_was_assumed_rightly_is_carried_out_and_counted() {
        assertThat(runs(head.seq() + 1, head.budgetsVersion())).isTrue();
        assertThat(head()).isEqualTo(new LedgerHead(head.currency(), head.seq() + 1, head.budgetsVersion()));
    }

    @Test
    void nothing_is_done_for_budgets_that_are_not_the_ledgers() {
        assertThat(runs(head.seq() + 1, head.budgetsVersion() + 1)).isFalse();
        assertThat(runs(head.seq() + 1, head.budgetsVersion() - 1)).isFalse();
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void nothing_is_done_for_a_ledger_that_another_transaction_changed() {
        assertThat(runs(head.seq() + 2, head.budgetsVersion())).isFalse();
        assertThat(runs(head.seq(), head.budgetsVersion())).isFalse();
        assertThat(head()).isEqualTo(head);
    }
}
