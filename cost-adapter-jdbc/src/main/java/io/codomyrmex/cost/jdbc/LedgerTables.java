package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.entry.CostEntry;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Loads and saves what a transaction of the ledger works on, many rows to a statement. */
final class LedgerTables {

    private final Dialect dialect;
    private final SeriesTable series;
    private final RollupTables rollups;

    LedgerTables(Dialect dialect) {
        this.dialect = dialect;
        this.series = new SeriesTable();
        this.rollups = new RollupTables(dialect);
    }

    /** The ledger's row, locked until the transaction ends. */
    record Head(String currency, long seq, long budgetsVersion) {}

    static Head lockHead(Handle handle) {
        return handle.createQuery("select currency, seq, budgets_version from ledger where id = 1 for update")
                .map((row, context) -> new Head(row.getString(1), row.getLong(2), row.getLong(3)))
                .one();
    }

    static Head readHead(Handle handle) {
        return handle.createQuery("select currency, seq, budgets_version from ledger where id = 1")
                .map((row, context) -> new Head(row.getString(1), row.getLong(2), row.getLong(3)))
                .one();
    }

    static void advanceHead(Handle handle, long seq, long budgetsVersion) {
        handle.createUpdate("update ledger set seq = :seq, budgets_version = :version where id = 1")
                .bind("seq", seq)
                .bind("version", budgetsVersion)
                .execute();
    }

    static List<Budget> budgets(Handle handle) {
        return handle.createQuery("select " + Rows.BUDGET_COLUMNS + " from budget order by id")
                .map(Rows.BUDGET)
                .list()
                .stream()
                .sorted(Comparator.comparing(Budget::id)) // by UTF-16 unit, whatever the database's collation
                .toList();
    }

    static List<CostEntry> entries(Handle handle, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : handle.createQuery("select " + Rows.ENTRY_COLUMNS + " from cost_entry e"
                                + " join cost_series s on s.id = e.series_id where e.id = any(:ids)")
                        .bindArray("ids", String.class, List.copyOf(ids))
                        .map(Rows.ENTRY)
                        .list();
    }

    static Map<BalanceKey, Balance> balances(Handle handle, Collection<BalanceKey> keys) {
        Map<BalanceKey, Balance> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        bindKeys(handle.createQuery("""
                        select b.budget_id, b.revision, b.period_start, b.spent, b.held, b.arming from budget_balance b
                        join unnest(cast(:budgets as varchar array), cast(:revisions as bigint array),
                            cast(:starts as timestamp with time zone array)) as k (budget_id, revision, period_start)
                        on b.budget_id = k.budget_id and b.revision = k.revision and b.period_start = k.period_start
                        """), keys)
                .map((row, context) -> Map.entry(
                        new BalanceKey(row.getString(1), row.getLong(2), Rows.instant(row, "period_start")),
                        Rows.BALANCE.map(row, context)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    void save(Handle handle, LedgerUnit unit, long seq) {
        saveEntries(handle, unit.newEntries(), seq);
        saveBalances(handle, unit.changedBalances());
        saveAlerts(handle, unit.alerts());
    }

    /** To be called once the transaction is committed: remembers which series are there by now. */
    void committed() {
        series.committed();
    }

    /** To be called when the transaction is not known to be committed. */
    void abandoned() {
        series.abandoned();
    }

    private void saveEntries(Handle handle, List<CostEntry> entries, long seq) {
        if (entries.isEmpty()) {
            return;
        }
        List<Series> seriesOf = series.save(handle, entries);
        var insert = handle.createUpdate("""
                insert into cost_entry (id, series_id, amount, description, metadata, ts, seq)
                select id, series_id, amount, description, metadata, ts, cast(:seq as bigint)
                from unnest(cast(:ids as varchar array), cast(:series as uuid array),
                    cast(:amounts as numeric(38, 18) array), cast(:descriptions as varchar array),
                    cast(:metadata as varchar array), cast(:times as timestamp with time zone array))
                    as n (id, series_id, amount, description, metadata, ts)""").bind("seq", seq);
        array(insert, "ids", String.class, entries, CostEntry::id);
        array(insert, "series", UUID.class, seriesOf, Series::id);
        array(insert, "amounts", BigDecimal.class, entries, CostEntry::amount);
        array(insert, "descriptions", String.class, entries, CostEntry::description);
        array(insert, "metadata", String.class, entries, entry -> JsonText.of(entry.metadata()));
        array(insert, "times", OffsetDateTime.class, entries, entry -> Rows.bound(entry.timestamp()));
        insert.execute();
        rollups.add(handle, entries, seriesOf);
    }

    void saveBalances(Handle handle, Map<BalanceKey, Balance> balances) {
        if (balances.isEmpty()) {
            return;
        }
        var update = bindKeys(handle.createUpdate(dialect.setBalances()), balances.keySet());
        array(update, "spent", BigDecimal.class, balances.values(), Balance::spent);
        array(update, "held", BigDecimal.class, balances.values(), Balance::held);
        array(update, "armings", Integer.class, balances.values(), Balance::arming);
        update.execute();
    }

    private static void saveAlerts(Handle handle, List<BudgetAlert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into budget_alert (" + Rows.ALERT_COLUMNS + ", reported)"
                + " values (:budget, :revision, :period, :start, :arming, :threshold, :spend, :amount, :at, :late, false)"
                + " on conflict do nothing");
        for (BudgetAlert alert : alerts) {
            batch.bind("budget", alert.budgetId())
                    .bind("revision", alert.revision())
                    .bind("period", alert.period().wireName())
                    .bind("start", Rows.bound(alert.periodStart()))
                    .bind("arming", alert.arming())
                    .bind("threshold", alert.threshold())
                    .bind("spend", alert.spend())
                    .bind("amount", alert.budgetAmount())
                    .bind("at", Rows.bound(alert.timestamp()))
                    .bind("late", alert.late())
                    .add();
        }
        batch.execute();
    }

    private static <S extends SqlStatement<S>> S bindKeys(S statement, Collection<BalanceKey> keys) {
        array(statement, "budgets", String.class, keys, BalanceKey::budgetId);
        array(statement, "revisions", Long.class, keys, BalanceKey::revision);
        array(statement, "starts", OffsetDateTime.class, keys, key -> Rows.bound(key.periodStart()));
        return statement;
    }

    /** Binds one column of many rows. */
    static <S extends SqlStatement<S>, R, T> void array(
            S statement, String name, Class<T> type, Collection<R> rows, Function<R, T> column) {
        statement.bindArray(name, type, rows.stream().map(column).toList());
    }
}
