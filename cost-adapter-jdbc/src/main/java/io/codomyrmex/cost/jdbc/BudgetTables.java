package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The rows of budgets and of fired alerts. */
final class BudgetTables {

    /** What {@link #bind} binds, in the order of {@link Rows#BUDGET_COLUMNS}. */
    static final String VALUES =
            ":id, :name, :amount, :period, :zone, :category, :tags, :thresholds, :enforced, :revision," + " :since";

    private static final int SLICE = 10_000;

    private BudgetTables() {}

    static Optional<Budget> find(Handle handle, String id) {
        return handle.createQuery("select " + Rows.BUDGET_COLUMNS + " from budget where id = :id")
                .bind("id", id)
                .map(Rows.BUDGET)
                .findOne();
    }

    static void insert(Handle handle, Budget budget) {
        bind(handle.createUpdate("insert into budget (" + Rows.BUDGET_COLUMNS + ") values (" + VALUES + ")"), budget)
                .execute();
    }

    static void update(Handle handle, Budget budget) {
        bind(handle.createUpdate("""
                        update budget set name = :name, amount = :amount, period = :period, zone = :zone,
                            category = :category, tags = :tags, alert_thresholds = :thresholds, enforced = :enforced,
                            revision = :revision, since = :since where id = :id"""), budget).execute();
    }

    static Update bind(Update statement, Budget budget) {
        BudgetSpec spec = budget.spec();
        return statement
                .bind("id", spec.id())
                .bind("name", spec.name())
                .bind("amount", spec.amount())
                .bind("period", spec.period().wireName())
                .bind("zone", spec.zone().getId())
                .bind(
                        "category",
                        spec.filter().category() == null
                                ? null
                                : spec.filter().category().wireName())
                .bind("tags", JsonText.of(spec.filter().tags()))
                .bind("thresholds", Rows.thresholds(spec.alertThresholds()))
                .bind("enforced", spec.enforced())
                .bind("revision", budget.revision())
                .bind("since", Rows.bound(budget.since()));
    }

    static boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete from budget where id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /**
     * Deletes balances of a budget whose revisions are over, so that nobody changes them; many, but not for long.
     *
     * @param first the first of these revisions
     * @param end the first revision after them
     * @return whether there may be more
     */
    static boolean deleteBalances(Handle handle, String budgetId, long first, long end) {
        return handle.createUpdate("""
                                delete from budget_balance
                                where budget_id = :id and revision >= :first and revision < :end and period_start in (
                                    select period_start from budget_balance
                                    where budget_id = :id and revision >= :first and revision < :end limit :limit)""")
                        .bind("id", budgetId)
                        .bind("first", first)
                        .bind("end", end)
                        .bind("limit", SLICE)
                        .execute()
                > 0;
    }

    static Map<BalanceKey, Balance> balancesOf(Handle handle, Budget budget) {
        Map<BalanceKey, Balance> balances = new HashMap<>();
        handle.createQuery("select period_start, spent, held, arming, fired from budget_balance"
                        + " where budget_id = :id and revision = :revision")
                .bind("id", budget.id())
                .bind("revision", budget.revision())
                .map((row, context) -> Map.entry(
                        new BalanceKey(budget.id(), budget.revision(), Rows.instant(row, "period_start")),
                        Rows.BALANCE.map(row, context)))
                .forEach(entry -> balances.put(entry.getKey(), entry.getValue()));
        return balances;
    }

    static List<BudgetAlert> alerts(Handle handle, Dialect dialect, Currency currency, int limit) {
        return handle
                .createQuery("select " + Rows.ALERT_COLUMNS + " from budget_alert order by fired_at desc, "
                        + dialect.byCodePoint("budget_id")
                        + " desc, period_start desc, arming desc, threshold desc limit :limit")
                .bind("limit", limit)
                .map(Rows.alert(currency))
                .list()
                .stream()
                .sorted(BudgetAlert.ORDER)
                .toList();
    }

    /** The alerts that a check under this key has returned. */
    static List<BudgetAlert> reportedUnder(Handle handle, String key, Currency currency) {
        return handle
                .createQuery("select " + Rows.ALERT_COLUMNS + " from budget_alert where check_key = :key")
                .bind("key", key)
                .map(Rows.alert(currency))
                .list()
                .stream()
                .sorted(BudgetAlert.ORDER)
                .toList();
    }

    /**
     * The alerts that no check has returned yet; marks them as returned, under a key if there is one. To be called under the
     * ledger's lock.
     */
    static List<BudgetAlert> claimUnreported(Handle handle, @Nullable String key, Currency currency) {
        List<BudgetAlert> alerts = handle
                .createQuery("select " + Rows.ALERT_COLUMNS + " from budget_alert where not reported")
                .map(Rows.alert(currency))
                .list()
                .stream()
                .sorted(BudgetAlert.ORDER)
                .toList();
        if (!alerts.isEmpty()) {
            handle.createUpdate("update budget_alert set reported = true, check_key = :key where not reported")
                    .bind("key", key)
                    .execute();
        }
        return alerts;
    }
}
