package io.codomyrmex.cost.jdbc;

/** What truly differs between PostgreSQL and H2: above all, how a row is added or changed in one statement. */
enum Dialect {
    /** PostgreSQL 15 or newer. */
    POSTGRESQL("postgresql") {
        @Override
        boolean runsTogether() {
            return true;
        }

        @Override
        String addToRollup(String table) {
            return "insert into " + table + " (starts, series_id, amount, entries)"
                    + " select starts, series_id, amount, entries from " + ROLLUP_ROWS
                    + " on conflict (starts, series_id) do update set amount = " + table
                    + ".amount + excluded.amount, entries = " + table + ".entries + excluded.entries";
        }

        @Override
        String setBalances() {
            return "insert into budget_balance (budget_id, revision, period_start, spent, held, arming)"
                    + " select budget_id, revision, period_start, spent, held, arming from " + BALANCE_ROWS
                    + " on conflict (budget_id, revision, period_start) do update set"
                    + " spent = excluded.spent, held = excluded.held, arming = excluded.arming";
        }

        @Override
        String setHolds() {
            return "insert into cost_hold (" + HOLD_NAMES + ") select " + HOLD_NAMES + " from " + HOLD_ROWS
                    + " on conflict (id) do update set status = excluded.status, seq = excluded.seq";
        }

        @Override
        String hourOf(String column) {
            return "date_trunc('hour', " + column + ", 'UTC')";
        }

        @Override
        String dayOf(String column) {
            return "date_trunc('day', " + column + ", 'UTC')";
        }
    },
    /** H2 2.4 or newer in its PostgreSQL mode; it has no {@code do update}, but the standard's {@code merge}. */
    H2("h2") {
        @Override
        boolean runsTogether() {
            return false;
        }

        @Override
        String addToRollup(String table) {
            return "merge into " + table + " r using " + ROLLUP_ROWS
                    + " on r.starts = n.starts and r.series_id = n.series_id"
                    + " when matched then update set amount = r.amount + n.amount, entries = r.entries + n.entries"
                    + " when not matched then insert (starts, series_id, amount, entries)"
                    + " values (n.starts, n.series_id, n.amount, n.entries)";
        }

        @Override
        String setBalances() {
            return "merge into budget_balance b using " + BALANCE_ROWS
                    + " on b.budget_id = n.budget_id and b.revision = n.revision and b.period_start = n.period_start"
                    + " when matched then update set spent = n.spent, held = n.held, arming = n.arming"
                    + " when not matched then insert (budget_id, revision, period_start, spent, held, arming)"
                    + " values (n.budget_id, n.revision, n.period_start, n.spent, n.held, n.arming)";
        }

        @Override
        String setHolds() {
            return "merge into cost_hold h using " + HOLD_ROWS
                    + " on h.id = n.id when matched then update set status = n.status, seq = n.seq"
                    + " when not matched then insert (" + HOLD_NAMES + ") values (n.id, n.amount, n.category, n.tags,"
                    + " n.reserved_at, n.expires_at, n.status, n.seq)";
        }

        @Override
        String hourOf(String column) {
            return "date_trunc('hour', " + column + ")"; // every value is written with offset zero
        }

        @Override
        String dayOf(String column) {
            return "date_trunc('day', " + column + ")";
        }
    };

    private static final String ROLLUP_ROWS = "unnest(cast(? as timestamp with time zone array),"
            + " cast(? as uuid array), cast(? as numeric(60, 18) array), cast(? as bigint array))"
            + " as n (starts, series_id, amount, entries)";
    private static final String BALANCE_ROWS = "unnest(cast(? as varchar array), cast(? as bigint array),"
            + " cast(? as timestamp with time zone array), cast(? as numeric(60, 18) array),"
            + " cast(? as numeric(60, 18) array), cast(? as integer array))"
            + " as n (budget_id, revision, period_start, spent, held, arming)";
    private static final String HOLD_NAMES = Rows.HOLD_COLUMNS + ", seq";
    private static final String HOLD_ROWS = "unnest(cast(? as varchar array), cast(? as numeric(38, 18) array),"
            + " cast(? as varchar array), cast(? as varchar array), cast(? as timestamp with time zone array),"
            + " cast(? as timestamp with time zone array), cast(? as varchar array), cast(? as bigint array))"
            + " as n (" + HOLD_NAMES + ")";

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** The folder of the migrations that only this database runs. */
    String folder() {
        return folder;
    }

    /** Whether several statements can be sent in one go. */
    abstract boolean runsTogether();

    /** Adds sums to the rows of a rollup, creating those that are missing: starts, series, amounts, entries. */
    abstract String addToRollup(String table);

    /** Sets balances, creating those that are missing: budgets, revisions, period starts, spent, held, armings. */
    abstract String setBalances();

    /** Stores holds, new or with another status: the columns of {@link Rows#HOLD_COLUMNS}, seq. */
    abstract String setHolds();

    /** The start of the UTC hour of a column. */
    abstract String hourOf(String column);

    /** The start of the UTC day of a column. */
    abstract String dayOf(String column);
}
