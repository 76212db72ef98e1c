package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.jdbc.RowSet.ColumnType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Loads and saves what a transaction of the ledger works on, many rows to a statement. */
final class LedgerTables {

    private final SeriesTable series = new SeriesTable();

    static List<Budget> budgets(Handle handle) {
        return handle.createQuery("select " + Rows.BUDGET_COLUMNS + " from budget").map(Rows.BUDGET).list().stream()
                .sorted(Comparator.comparing(Budget::id, CodePointOrder.CODE_POINTS))
                .toList();
    }

    /** Adds: reads which of these ids entries have. */
    static void storedIds(Script script, Set<String> ids, Consumer<String> taker) {
        if (!ids.isEmpty()) {
            RowSet<String> rows = RowSet.ids(ids);
            script.query(
                    "select e.id from " + rows.sql() + script.dialect().lookUp("cost_entry", "e", "e.id = n.id"),
                    row -> taker.accept(row.getString(1)),
                    rows.parameters());
        }
    }

    /** Adds: reads the entries with these ids. */
    static void entries(Script script, Set<String> ids, Consumer<CostEntry> taker) {
        if (!ids.isEmpty()) {
            RowSet<String> rows = RowSet.ids(ids);
            script.query(
                    "select " + Rows.ENTRY_COLUMNS + " from " + rows.sql()
                            + script.dialect().lookUp("cost_entry", "e", "e.id = n.id")
                            + script.dialect().lookUp("cost_series", "s", "s.id = e.series_id"),
                    row -> taker.accept(Rows.entry(row)),
                    rows.parameters());
        }
    }

    /** Adds: reads the balances with these keys; one that is not there is zero, and is left out. */
    static void balances(Script script, Collection<BalanceKey> keys, BiConsumer<BalanceKey, Balance> taker) {
        if (!keys.isEmpty()) {
            RowSet<BalanceKey> rows = keys(keys);
            script.query(
                    "select b.budget_id, b.revision, b.period_start, b.spent, b.held, b.arming, b.fired from "
                            + balances(script.dialect(), rows),
                    row -> taker.accept(
                            new BalanceKey(row.getString(1), row.getLong(2), Rows.instant(row, "period_start")),
                            Rows.balance(row)),
                    rows.parameters());
        }
    }

    static RowSet<BalanceKey> keys(Collection<BalanceKey> keys) {
        return RowSet.of(keys)
                .column("budget_id", ColumnType.TEXT, BalanceKey::budgetId)
                .column("revision", ColumnType.LONG, BalanceKey::revision)
                .column("period_start", ColumnType.TIME, key -> Rows.bound(key.periodStart()));
    }

    /** The balances with these keys, as table {@code b}. */
    static String balances(Dialect dialect, RowSet<BalanceKey> keys) {
        return keys.sql()
                + dialect.lookUp(
                        "budget_balance",
                        "b",
                        "b.budget_id = n.budget_id and b.revision = n.revision and b.period_start = n.period_start");
    }

    /** Adds: saves what the transaction changed. */
    void save(Script script, LedgerUnit unit, long seq) {
        saveEntries(script, unit.newEntries(), seq);
        saveBalances(script, unit.changedBalances());
        HoldTable.save(script, unit.changedHolds(), seq);
        saveAlerts(script, unit.alerts(), seq);
    }

    /** To be called once the transaction is committed: remembers which series are there by now. */
    void committed() {
        series.committed();
    }

    /** To be called when the transaction is not known to be committed. */
    void abandoned() {
        series.abandoned();
    }

    /** Forgets which series are there. */
    void forget() {
        series.forget();
    }

    /**
     * Adds: reads whether the series that are remembered are there still.
     *
     * @return the answer, once the script has run
     */
    BooleanSupplier seriesStand(Script script) {
        String witness = series.witness();
        if (witness == null || !script.dialect().returnsChanged()) {
            return () -> true;
        }
        AtomicBoolean seen = new AtomicBoolean();
        storedIds(script, Set.of(witness), id -> seen.set(true));
        return seen::get;
    }

    private void saveEntries(Script script, List<CostEntry> entries, long seq) {
        if (entries.isEmpty()) {
            return;
        }
        List<UUID> seriesOf = series.save(script, entries);
        RowSet<Integer> rows = RowSet.of(
                        IntStream.range(0, entries.size()).boxed().toList())
                .column("id", ColumnType.TEXT, i -> entries.get(i).id())
                .column("series_id", ColumnType.UUID, seriesOf::get)
                .column("amount", ColumnType.AMOUNT, i -> entries.get(i).amount())
                .column("description", ColumnType.TEXT, i -> entries.get(i).description())
                .column(
                        "metadata",
                        ColumnType.TEXT,
                        i -> JsonText.of(entries.get(i).metadata()))
                .column("ts", ColumnType.TIME, i -> Rows.bound(entries.get(i).timestamp()))
                .column("seq", ColumnType.LONG, i -> seq);
        script.update(
                "insert into cost_entry (id, series_id, amount, description, metadata, ts, seq)"
                        + " select id, series_id, amount, description, metadata, ts, seq from " + script.from(rows),
                rows.parameters());
        RollupTables.add(script, entries, seriesOf);
    }

    /** Adds: sets these balances. */
    static void saveBalances(Script script, Map<BalanceKey, Balance> balances) {
        if (balances.isEmpty()) {
            return;
        }
        RowSet<Map.Entry<BalanceKey, Balance>> rows = balances(balances.entrySet());
        script.update(script.dialect().setBalances(script.from(rows)), rows.parameters());
    }

    /** Adds: adds these sums to the balances, creating those that are missing. */
    static void addToBalances(Script script, Collection<Map.Entry<BalanceKey, Balance>> sums) {
        if (!sums.isEmpty()) {
            RowSet<Map.Entry<BalanceKey, Balance>> rows = balances(sums);
            script.update(script.dialect().addToBalances(script.from(rows)), rows.parameters());
        }
    }

    private static RowSet<Map.Entry<BalanceKey, Balance>> balances(
            Collection<Map.Entry<BalanceKey, Balance>> balances) {
        return RowSet.of(balances)
                .column("budget_id", ColumnType.TEXT, one -> one.getKey().budgetId())
                .column("revision", ColumnType.LONG, one -> one.getKey().revision())
                .column(
                        "period_start",
                        ColumnType.TIME,
                        one -> Rows.bound(one.getKey().periodStart()))
                .column("spent", ColumnType.SUM, one -> one.getValue().spent())
                .column("held", ColumnType.SUM, one -> one.getValue().held())
                .column("arming", ColumnType.INTEGER, one -> one.getValue().arming())
                .column(
                        "fired",
                        ColumnType.TEXT,
                        one -> Rows.thresholds(one.getValue().fired()));
    }

    private static void saveAlerts(Script script, List<BudgetAlert> alerts, long seq) {
        if (alerts.isEmpty()) {
            return;
        }
        RowSet<BudgetAlert> rows = RowSet.of(alerts)
                .column("budget_id", ColumnType.TEXT, BudgetAlert::budgetId)
                .column("revision", ColumnType.LONG, BudgetAlert::revision)
                .column("period", ColumnType.TEXT, alert -> alert.period().wireName())
                .column("period_start", ColumnType.TIME, alert -> Rows.bound(alert.periodStart()))
                .column("arming", ColumnType.INTEGER, BudgetAlert::arming)
                .column("threshold", ColumnType.AMOUNT, BudgetAlert::threshold)
                .column("spend", ColumnType.SUM, BudgetAlert::spend)
                .column("budget_amount", ColumnType.AMOUNT, BudgetAlert::budgetAmount)
                .column("fired_at", ColumnType.TIME, alert -> Rows.bound(alert.timestamp()))
                .column("late", ColumnType.BOOLEAN, BudgetAlert::late);
        script.update(
                "insert into budget_alert (" + Rows.ALERT_COLUMNS + ", reported) select " + Rows.ALERT_COLUMNS
                        + ", false from " + script.from(rows) + " on conflict do nothing",
                rows.parameters());
        OutboxTables.add(script, alerts, seq);
    }
}
