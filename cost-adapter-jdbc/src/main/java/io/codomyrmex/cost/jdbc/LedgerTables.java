package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Loads and saves what a transaction of the ledger works on, many rows to a statement. */
final class LedgerTables {

    private static final String ENTRIES = "select " + Rows.ENTRY_COLUMNS
            + " from cost_entry e join cost_series s on s.id = e.series_id where e.id = any(?)";
    private static final String BALANCES = """
            select b.budget_id, b.revision, b.period_start, b.spent, b.held, b.arming from budget_balance b
            join unnest(cast(? as varchar array), cast(? as bigint array), cast(? as timestamp with time zone array))
                as k (budget_id, revision, period_start)
            on b.budget_id = k.budget_id and b.revision = k.revision and b.period_start = k.period_start""";
    private static final String INSERT_ENTRIES = """
            insert into cost_entry (id, series_id, amount, description, metadata, ts, seq)
            select id, series_id, amount, description, metadata, ts, cast(? as bigint)
            from unnest(cast(? as varchar array), cast(? as uuid array), cast(? as numeric(38, 18) array),
                cast(? as varchar array), cast(? as varchar array), cast(? as timestamp with time zone array))
                as n (id, series_id, amount, description, metadata, ts)""";
    private static final String INSERT_ALERTS = "insert into budget_alert (" + Rows.ALERT_COLUMNS
            + ", reported) select "
            + Rows.ALERT_COLUMNS + ", false from unnest(cast(? as varchar array), cast(? as bigint array),"
            + " cast(? as varchar array), cast(? as timestamp with time zone array), cast(? as integer array),"
            + " cast(? as numeric(38, 18) array), cast(? as numeric(60, 18) array), cast(? as numeric(38, 18) array),"
            + " cast(? as timestamp with time zone array), cast(? as boolean array)) as n (" + Rows.ALERT_COLUMNS
            + ") on conflict do nothing";

    private final Dialect dialect;
    private final SeriesTable series = new SeriesTable();

    LedgerTables(Dialect dialect) {
        this.dialect = dialect;
    }

    static List<Budget> budgets(Handle handle) {
        return handle
                .createQuery("select " + Rows.BUDGET_COLUMNS + " from budget order by id")
                .map(Rows.BUDGET)
                .list()
                .stream()
                .sorted(Comparator.comparing(Budget::id)) // by UTF-16 unit, whatever the database's collation
                .toList();
    }

    /** Adds: reads the entries with these ids. */
    static void entries(Script script, Set<String> ids, Consumer<CostEntry> taker) {
        if (!ids.isEmpty()) {
            script.query(ENTRIES, row -> taker.accept(Rows.entry(row)), Script.texts(ids, id -> id));
        }
    }

    /** Adds: reads the balances with these keys; one that is not there is zero, and is left out. */
    static void balances(Script script, Collection<BalanceKey> keys, BiConsumer<BalanceKey, Balance> taker) {
        if (!keys.isEmpty()) {
            script.query(
                    BALANCES,
                    row -> taker.accept(
                            new BalanceKey(row.getString(1), row.getLong(2), Rows.instant(row, "period_start")),
                            Rows.balance(row)),
                    Script.texts(keys, BalanceKey::budgetId),
                    Script.longs(keys, BalanceKey::revision),
                    Script.times(keys, key -> Rows.bound(key.periodStart())));
        }
    }

    /** Adds: saves what the transaction changed. */
    void save(Script script, LedgerUnit unit, long seq) {
        saveEntries(script, unit.newEntries(), seq);
        saveBalances(script, unit.changedBalances());
        HoldTable.save(script, dialect, unit.changedHolds(), seq);
        saveAlerts(script, unit.alerts());
    }

    /** To be called once the transaction is committed: remembers which series are there by now. */
    void committed() {
        series.committed();
    }

    /** To be called when the transaction is not known to be committed. */
    void abandoned() {
        series.abandoned();
    }

    private void saveEntries(Script script, List<CostEntry> entries, long seq) {
        if (entries.isEmpty()) {
            return;
        }
        List<Series> seriesOf = series.save(script, entries);
        script.update(
                INSERT_ENTRIES,
                seq,
                Script.texts(entries, CostEntry::id),
                Script.uuids(seriesOf, Series::id),
                Script.amounts(entries, CostEntry::amount),
                Script.texts(entries, CostEntry::description),
                Script.texts(entries, entry -> JsonText.of(entry.metadata())),
                Script.times(entries, entry -> Rows.bound(entry.timestamp())));
        RollupTables.add(script, dialect, entries, seriesOf);
    }

    /** Adds: sets these balances. */
    void saveBalances(Script script, Map<BalanceKey, Balance> balances) {
        if (balances.isEmpty()) {
            return;
        }
        script.update(
                dialect.setBalances(),
                Script.texts(balances.keySet(), BalanceKey::budgetId),
                Script.longs(balances.keySet(), BalanceKey::revision),
                Script.times(balances.keySet(), key -> Rows.bound(key.periodStart())),
                Script.amounts(balances.values(), Balance::spent),
                Script.amounts(balances.values(), Balance::held),
                Script.integers(balances.values(), Balance::arming));
    }

    private static void saveAlerts(Script script, List<BudgetAlert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        script.update(
                INSERT_ALERTS,
                Script.texts(alerts, BudgetAlert::budgetId),
                Script.longs(alerts, BudgetAlert::revision),
                Script.texts(alerts, alert -> alert.period().wireName()),
                Script.times(alerts, alert -> Rows.bound(alert.periodStart())),
                Script.integers(alerts, BudgetAlert::arming),
                Script.amounts(alerts, BudgetAlert::threshold),
                Script.amounts(alerts, BudgetAlert::spend),
                Script.amounts(alerts, BudgetAlert::budgetAmount),
                Script.times(alerts, alert -> Rows.bound(alert.timestamp())),
                Script.booleans(alerts, BudgetAlert::late));
    }
}
