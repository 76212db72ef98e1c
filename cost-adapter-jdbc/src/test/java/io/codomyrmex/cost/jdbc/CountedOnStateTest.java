package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.store.CostStore;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A store that was the last to change its ledger decides on what it knows, without reading first. Whatever another store
 * did meanwhile, the decision is as if it had read.
 */
class CountedOnStateTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");

    private JdbcSettings settings;
    private CostStore ours;
    private CostStore other;
    private int made;

    @BeforeEach
    void open() {
        settings = PostgresServer.get().newLedger(Currency.getInstance("USD"));
        ours = JdbcCostStore.open(settings);
        other = JdbcCostStore.open(settings);
        ours.budgets().create(BudgetSpec.of("b", BigDecimal.TEN, BudgetPeriod.DAILY), NOW);
    }

    @AfterEach
    void close() {
        assertThat(ours.verify().differences()).isEmpty();
        ours.close();
        other.close();
    }

    /** Ours is the only one to change the ledger for a while, so it counts on what it knows. */
    private void beAlone() {
        for (int i = 0; i < 3; i++) {
            assertThat(ours.gate().release(hold(ours, "0", NOW), NOW).status()).isEqualTo(HoldStatus.RELEASED);
        }
    }

    private SpendDecision reserve(CostStore store, String amount, Instant now) {
        return store.gate()
                .reserve(
                        new HoldRequest(
                                "hold-" + ++made,
                                new BigDecimal(amount),
                                CostCategory.COMPUTE,
                                Map.of(),
                                Duration.ofMinutes(1)),
                        now);
    }

    private String hold(CostStore store, String amount, Instant now) {
        return ((SpendDecision.Granted) reserve(store, amount, now)).hold().id();
    }

    private static RecordResult record(CostStore store, String id, String amount) {
        return store.record(List.of(CostDraft.of(amount).complete(id, NOW)), NOW)
                .get(0);
    }

    private void assertSpentAndHeld(String spent, String held) {
        assertThat(other.budgets().statuses(List.of("b"), NOW).get(0)).satisfies(status -> {
            assertThat(status.spent()).isEqualByComparingTo(spent);
            assertThat(status.held()).isEqualByComparingTo(held);
        });
    }

    @Test
    void all_is_counted_when_nobody_else_writes() {
        for (int i = 0; i < 9; i++) {
            assertThat(record(ours, "e" + i, "0.5")).isInstanceOf(RecordResult.Recorded.class);
            hold(ours, "0.25", NOW);
        }
        assertSpentAndHeld("4.5", "2.25");
        assertThat(ours.summarize(TimeRange.ALL, CostFilter.ALL).entryCount()).isEqualTo(9);
    }

    @Test
    void what_another_store_held_meanwhile_is_not_granted_again() {
        beAlone();
        hold(other, "6", NOW);
        assertThat(reserve(ours, "5", NOW)).isInstanceOf(SpendDecision.Denied.class);
        hold(ours, "4", NOW);
        assertSpentAndHeld("0", "10");
    }

    @Test
    void what_another_store_spent_meanwhile_is_added_to() {
        beAlone();
        record(other, "theirs", "3");
        record(ours, "mine", "4");
        assertSpentAndHeld("7", "0");
    }

    @Test
    void what_another_store_freed_meanwhile_is_granted() {
        String theirs = hold(other, "8", NOW);
        beAlone();
        other.gate().release(theirs, NOW);
        hold(ours, "9", NOW);
        assertSpentAndHeld("0", "9");
    }

    @Test
    void an_entry_that_another_store_recorded_long_before_is_a_duplicate() {
        record(other, "theirs", "3");
        beAlone();
        assertThat(record(ours, "theirs", "3")).isInstanceOf(RecordResult.Duplicate.class);
        assertThat(record(ours, "theirs", "4")).isInstanceOf(RecordResult.Conflict.class);
        assertSpentAndHeld("3", "0");
    }

    @Test
    void of_entries_recorded_together_only_the_new_ones_count() {
        record(other, "theirs", "3");
        beAlone();
        List<RecordResult> results = ours.record(
                List.of(
                        CostDraft.of("1").complete("new", NOW),
                        CostDraft.of("3").complete("theirs", NOW),
                        CostDraft.of("1").complete("new", NOW)),
                NOW);
        assertThat(results)
                .hasExactlyElementsOfTypes(
                        RecordResult.Recorded.class, RecordResult.Duplicate.class, RecordResult.Duplicate.class);
        assertSpentAndHeld("4", "0");
    }

    @Test
    void a_hold_of_another_store_is_committed_and_its_money_freed() {
        String theirs = hold(other, "8", NOW);
        beAlone();
        RecordResult result = ours.gate().commit(HoldCommit.of(theirs, new BigDecimal("2")), NOW);
        assertThat(result).isInstanceOf(RecordResult.Recorded.class);
        assertSpentAndHeld("2", "0");
    }

    @Test
    void a_hold_that_another_store_committed_meanwhile_is_not_committed_again() {
        String mine = hold(ours, "8", NOW);
        beAlone();
        HoldCommit commit = HoldCommit.of(mine, new BigDecimal("2"));
        CostEntry entry = ((RecordResult.Recorded) other.gate().commit(commit, NOW)).entry();
        assertThat(ours.gate().commit(commit, NOW)).isEqualTo(new RecordResult.Duplicate(entry));
        assertSpentAndHeld("2", "0");
    }

    @Test
    void a_reservation_that_another_store_made_long_before_is_repeated_and_held_once() {
        SpendDecision.Granted theirs = (SpendDecision.Granted) reserve(other, "2", NOW);
        beAlone();
        made = 0; // the next one has the id of the first one
        assertThat(reserve(ours, "2", NOW))
                .isInstanceOfSatisfying(
                        SpendDecision.Known.class,
                        known -> assertThat(known.hold()).isEqualTo(theirs.hold()));
        assertSpentAndHeld("0", "2");
    }

    @Test
    void an_answer_does_not_show_as_held_what_ran_out() {
        hold(other, "3", NOW);
        beAlone();
        assertThat(reserve(ours, "1", NOW.plus(Duration.ofMinutes(2))))
                .isInstanceOfSatisfying(
                        SpendDecision.Granted.class,
                        granted -> assertThat(granted.answer().budgets())
                                .singleElement()
                                .satisfies(budget ->
                                        assertThat(budget.status().held()).isEqualByComparingTo("0")));
    }

    @Test
    void a_hold_that_ran_out_is_free_again() {
        String mine = hold(ours, "8", NOW);
        beAlone();
        Instant later = NOW.plus(Duration.ofMinutes(2));
        hold(ours, "9", later);
        assertThat(ours.gate().find(mine, later).orElseThrow().status()).isEqualTo(HoldStatus.EXPIRED);
        assertSpentAndHeld("0", "9");
    }

    @Test
    void a_budget_that_another_store_made_meanwhile_binds() {
        beAlone();
        other.budgets().create(BudgetSpec.of("small", BigDecimal.ONE, BudgetPeriod.DAILY), NOW);
        assertThat(reserve(ours, "2", NOW)).isInstanceOf(SpendDecision.Denied.class);
        record(ours, "mine", "0.75");
        assertThat(ours.budgets().statuses(List.of("small"), NOW).get(0).spent())
                .isEqualByComparingTo("0.75");
    }

    @Test
    void an_alert_fires_once_and_a_new_series_is_stored() {
        beAlone();
        ours.record(List.of(CostDraft.of("5").tag("team", "search").complete("half", NOW)), NOW);
        ours.record(List.of(CostDraft.of("1").tag("team", "ads").complete("more", NOW)), NOW);
        assertThat(other.budgets().check(NOW)).hasSize(1);
        assertThat(ours.budgets().check(NOW)).isEmpty();
        assertThat(other.find("more").orElseThrow().tags()).isEqualTo(Map.of("team", "ads"));
    }

    @Test
    void expired_holds_that_a_question_meets_are_not_met_by_every_question_after_it() throws Exception {
        for (int i = 0; i < 120; i++) {
            hold(ours, "0.01", NOW);
        }
        Instant later = NOW.plus(Duration.ofHours(1));
        assertThat(other.budgets().ask(BigDecimal.TEN, SpendScope.ALL, later).allowed())
                .isTrue();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (countHeld() > 0) {
            assertThat(System.nanoTime()).as("holds are noted down as expired").isLessThan(end);
            Thread.onSpinWait();
        }
        assertSpentAndHeld("0", "0");
    }

    private int countHeld() throws SQLException {
        try (Connection raw = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement sql = raw.createStatement();
                ResultSet row = sql.executeQuery("select count(*) from cost_hold where status = 'held'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void a_listener_that_fails_changes_nothing_about_what_was_committed() {
        try (CostStore store = JdbcCostStore.open(settings, callers -> {
            throw new IllegalStateException("no metrics");
        })) {
            assertThat(record(store, "a", "1")).isInstanceOf(RecordResult.Recorded.class);
            assertThat(record(store, "a", "1")).isInstanceOf(RecordResult.Duplicate.class);
            assertThat(record(store, "b", "1")).isInstanceOf(RecordResult.Recorded.class);
        }
        assertSpentAndHeld("2", "0");
    }

    /** The ledger as a failover or a restore leaves it: without the last transactions, though every connection lives on. */
    private void loseWhatComesAfter(LedgerHead head, String... lostIds) throws SQLException {
        try (Connection raw = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement sql = raw.createStatement()) {
            for (String id : lostIds) {
                for (String rollup : List.of("rollup_hour", "rollup_day")) {
                    sql.execute("update " + rollup + " r set amount = r.amount - e.amount, entries = r.entries - 1"
                            + " from cost_entry e where e.id = '" + id + "' and e.series_id = r.series_id");
                    sql.execute("delete from " + rollup + " where entries = 0");
                }
                sql.execute("update budget_balance set spent = spent - (select amount from cost_entry where id = '" + id
                        + "')");
                sql.execute("delete from cost_entry where id = '" + id + "'");
            }
            sql.execute("delete from cost_series_tag where series_id not in (select series_id from cost_entry)");
            sql.execute("delete from cost_series where id not in (select series_id from cost_entry)");
            sql.execute("update ledger set seq = " + head.seq() + ", mark = " + head.mark() + ", mark_before = "
                    + head.markBefore() + ", budgets_version = " + head.budgetsVersion());
        }
    }

    private LedgerHead head() {
        try (Database database = Database.open(settings)) {
            return database.read("head", LedgerHead::read);
        }
    }

    @Test
    void what_the_ledger_lost_is_not_written_back_from_memory() throws Exception {
        record(ours, "a", "3");
        beAlone();
        LedgerHead kept = head();
        record(ours, "lost", "4");
        loseWhatComesAfter(kept, "lost");
        record(other, "theirs", "1"); // the ledger comes to the same sequence number again
        record(ours, "mine", "2");
        assertSpentAndHeld("6", "0");
    }

    @Test
    void what_the_ledger_lost_is_not_written_back_while_nobody_else_writes() throws Exception {
        record(ours, "a", "3");
        beAlone();
        LedgerHead kept = head();
        record(ours, "lost", "4");
        loseWhatComesAfter(kept, "lost");
        record(ours, "mine", "2");
        assertSpentAndHeld("5", "0");
    }

    @Test
    void a_series_that_the_ledger_lost_is_stored_again() throws Exception {
        record(ours, "a", "3");
        beAlone();
        LedgerHead kept = head();
        ours.record(List.of(CostDraft.of("1").tag("team", "search").complete("lost", NOW)), NOW);
        loseWhatComesAfter(kept, "lost");
        record(other, "theirs", "1");
        record(other, "theirs too", "1");
        ours.record(List.of(CostDraft.of("2").tag("team", "search").complete("mine", NOW)), NOW);
        assertThat(ours.summarize(TimeRange.ALL, CostFilter.ALL).total()).isEqualByComparingTo("7");
        assertThat(ours.find("mine").orElseThrow().tags()).isEqualTo(Map.of("team", "search"));
    }

    @Test
    void a_budget_made_in_the_place_of_one_that_the_ledger_lost_binds() throws Exception {
        LedgerHead kept = head();
        ours.budgets().create(BudgetSpec.of("lost", new BigDecimal("9"), BudgetPeriod.DAILY), NOW);
        record(ours, "a", "0.5");
        loseWhatComesAfter(kept, "a");
        try (Connection raw = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement sql = raw.createStatement()) {
            sql.execute("delete from budget where id = 'lost'");
            sql.execute("delete from budget_balance where budget_id = 'lost'");
        }
        other.budgets().create(BudgetSpec.of("small", BigDecimal.ONE, BudgetPeriod.DAILY), NOW);
        assertThat(reserve(ours, "2", NOW)).isInstanceOf(SpendDecision.Denied.class);
        assertThat(ours.budgets().statuses(List.of(), NOW))
                .extracting(status -> status.budget().id())
                .containsExactly("b", "small");
    }
}
