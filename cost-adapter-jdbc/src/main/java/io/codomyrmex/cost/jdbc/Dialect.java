package io.codomyrmex.cost.jdbc;

import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** What truly differs between PostgreSQL and H2: above all, how a row is added or changed in one statement. */
enum Dialect {
    /** PostgreSQL 15 or newer. */
    POSTGRESQL("postgresql") {
        @Override
        TransactionIsolationLevel snapshotIsolation() {
            return TransactionIsolationLevel.REPEATABLE_READ;
        }

        @Override
        void useOneProcess(Handle handle) {
            handle.execute("set local max_parallel_workers_per_gather = 0");
        }

        @Override
        boolean runsTogether() {
            return true;
        }

        @Override
        boolean returnsChanged() {
            return true;
        }

        @Override
        boolean changesInOne() {
            return true;
        }

        @Override
        String lookUp(String table, String alias, String condition) {
            return " cross join lateral (select * from " + table + " " + alias + " where " + condition + " limit 1) "
                    + alias;
        }

        @Override
        String addToRollup(String table, String sums) {
            return "insert into " + table + " (starts, series_id, amount, entries)"
                    + " select starts, series_id, amount, entries from " + sums
                    + " on conflict (starts, series_id) do update set amount = " + table
                    + ".amount + excluded.amount, entries = " + table + ".entries + excluded.entries";
        }

        @Override
        String setBalances(String balances) {
            return "insert into budget_balance (budget_id, revision, period_start, spent, held, arming, fired)"
                    + " select budget_id, revision, period_start, spent, held, arming, fired from " + balances
                    + " on conflict (budget_id, revision, period_start) do update set spent = excluded.spent,"
                    + " held = excluded.held, arming = excluded.arming, fired = excluded.fired";
        }

        @Override
        String addToBalances(String sums) {
            return "insert into budget_balance (budget_id, revision, period_start, spent, held, arming, fired)"
                    + " select budget_id, revision, period_start, spent, held, arming, fired from " + sums
                    + " on conflict (budget_id, revision, period_start) do update set"
                    + " spent = budget_balance.spent + excluded.spent, held = budget_balance.held + excluded.held";
        }

        @Override
        String setHolds(String holds) {
            return "insert into cost_hold (" + HOLD_NAMES + ") select " + HOLD_NAMES + " from " + holds
                    + " on conflict (id) do update set status = excluded.status, seq = excluded.seq";
        }

        @Override
        boolean isReadOnly(Handle handle) {
            return handle.createQuery("select current_setting('transaction_read_only') = 'on'"
                            + " or coalesce(not has_table_privilege(to_regclass('ledger'), 'update'), false)")
                    .mapTo(Boolean.class)
                    .one();
        }

        @Override
        String hourOf(String column) {
            return "date_trunc('hour', " + column + ", 'UTC')";
        }

        @Override
        String dayOf(String column) {
            return "date_trunc('day', " + column + ", 'UTC')";
        }

        @Override
        String entryOrder() {
            return "e.id";
        }

        @Override
        String byCodePoint(String text) {
            return text + " collate \"C\"";
        }
    },
    /** H2 2.4 or newer in its PostgreSQL mode; it has no {@code do update}, but the standard's {@code merge}. */
    H2("h2") {
        @Override
        TransactionIsolationLevel snapshotIsolation() {
            return TransactionIsolationLevel.SERIALIZABLE;
        }

        @Override
        void useOneProcess(Handle handle) {
            // a statement has one thread anyway
        }

        @Override
        boolean runsTogether() {
            return false;
        }

        @Override
        boolean returnsChanged() {
            return false;
        }

        @Override
        boolean changesInOne() {
            return false;
        }

        @Override
        String lookUp(String table, String alias, String condition) {
            return " join " + table + " " + alias + " on " + condition;
        }

        @Override
        String addToRollup(String table, String sums) {
            return "merge into " + table + " r using " + sums
                    + " on r.starts = n.starts and r.series_id = n.series_id"
                    + " when matched then update set amount = r.amount + n.amount, entries = r.entries + n.entries"
                    + " when not matched then insert (starts, series_id, amount, entries)"
                    + " values (n.starts, n.series_id, n.amount, n.entries)";
        }

        @Override
        String setBalances(String balances) {
            return "merge into budget_balance b using " + balances
                    + " on b.budget_id = n.budget_id and b.revision = n.revision and b.period_start = n.period_start"
                    + " when matched then update set spent = n.spent, held = n.held, arming = n.arming, fired = n.fired"
                    + " when not matched then insert (budget_id, revision, period_start, spent, held, arming, fired)"
                    + " values (n.budget_id, n.revision, n.period_start, n.spent, n.held, n.arming, n.fired)";
        }

        @Override
        String addToBalances(String sums) {
            return "merge into budget_balance b using " + sums
                    + " on b.budget_id = n.budget_id and b.revision = n.revision and b.period_start = n.period_start"
                    + " when matched then update set spent = b.spent + n.spent, held = b.held + n.held"
                    + " when not matched then insert (budget_id, revision, period_start, spent, held, arming, fired)"
                    + " values (n.budget_id, n.revision, n.period_start, n.spent, n.held, n.arming, n.fired)";
        }

        @Override
        String setHolds(String holds) {
            return "merge into cost_hold h using " + holds
                    + " on h.id = n.id when matched then update set status = n.status, seq = n.seq"
                    + " when not matched then insert (" + HOLD_NAMES + ") values (n.id, n.amount, n.category, n.tags,"
                    + " n.reserved_at, n.expires_at, n.status, n.seq)";
        }

        @Override
        boolean isReadOnly(Handle handle) {
            try {
                return handle.getConnection().isReadOnly();
            } catch (SQLException e) {
                throw new ConnectionException(e);
            }
        }

        @Override
        String hourOf(String column) {
            return "date_trunc('hour', " + column + ")"; // every value is written with offset zero
        }

        @Override
        String dayOf(String column) {
            return "date_trunc('day', " + column + ")";
        }

        @Override
        String entryOrder() {
            return "e.id_order";
        }

        @Override
        String byCodePoint(String text) {
            return "stringtoutf8(" + text + ")";
        }
    };

    private static final String HOLD_NAMES = Rows.HOLD_COLUMNS + ", seq";

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** The folder of the migrations that only this database runs. */
    String folder() {
        return folder;
    }

    /**
     * The isolation at which all statements of a transaction see the ledger as of one moment. H2's repeatable read takes that
     * moment for each table when it is first read.
     */
    abstract TransactionIsolationLevel snapshotIsolation();

    /** Lets a long statement of this transaction leave the server's other processors to others. */
    abstract void useOneProcess(Handle handle);

    /** Whether several statements can be sent in one go. */
    abstract boolean runsTogether();

    /** Whether an update can give back the rows it changed. */
    abstract boolean returnsChanged();

    /**
     * Joins the one row of a table that has a unique key. PostgreSQL is made to look it up for each row before it: plans
     * are kept, and one made while the table was small would read all of it, or all of an index, ever after.
     */
    abstract String lookUp(String table, String alias, String condition);

    /** Whether statements that change something can be parts of one ({@code with … as (insert …)}). */
    abstract boolean changesInOne();

    /** Adds sums to the rows of a rollup, creating those that are missing. */
    abstract String addToRollup(String table, String sums);

    /** Sets balances, creating those that are missing. */
    abstract String setBalances(String balances);

    /** Adds sums to balances, creating those that are missing. */
    abstract String addToBalances(String sums);

    /** Stores holds, new or with another status: the columns of {@link Rows#HOLD_COLUMNS}, seq. */
    abstract String setHolds(String holds);

    /** Whether the server, the session or the user only reads. */
    abstract boolean isReadOnly(Handle handle);

    /** The start of the UTC hour of a column. */
    abstract String hourOf(String column);

    /** The start of the UTC day of a column. */
    abstract String dayOf(String column);

    /** The indexed column that orders the entries {@code e} of one instant as {@link #byCodePoint} does their ids. */
    abstract String entryOrder();

    /** What to order a text by, so that it comes in {@link io.codomyrmex.cost.input.CodePointOrder}. */
    abstract String byCodePoint(String text);
}
