package io.codomyrmex.cost.jdbc;

/** What truly differs between PostgreSQL and H2: how a row is added or changed in one statement. */
enum Dialect {
    /** PostgreSQL 15 or newer. */
    POSTGRESQL("postgresql") {
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
        String hourOf(String column) {
            return "date_trunc('hour', " + column + ")"; // every value is written with offset zero
        }

        @Override
        String dayOf(String column) {
            return "date_trunc('day', " + column + ")";
        }
    };

    private static final String ROLLUP_ROWS = "unnest(cast(:starts as timestamp with time zone array),"
            + " cast(:series as uuid array), cast(:amounts as numeric(60, 18) array), cast(:entries as bigint array))"
            + " as n (starts, series_id, amount, entries)";
    private static final String BALANCE_ROWS = "unnest(cast(:budgets as varchar array),"
            + " cast(:revisions as bigint array), cast(:starts as timestamp with time zone array),"
            + " cast(:spent as numeric(60, 18) array), cast(:held as numeric(60, 18) array),"
            + " cast(:armings as integer array)) as n (budget_id, revision, period_start, spent, held, arming)";

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** The folder of the migrations that only this database runs. */
    String folder() {
        return folder;
    }

    /** Adds sums to the rows of a rollup, creating those that are missing. */
    abstract String addToRollup(String table);

    /** Sets balances, creating those that are missing. */
    abstract String setBalances();

    /** The start of the UTC hour of a column. */
    abstract String hourOf(String column);

    /** The start of the UTC day of a column. */
    abstract String dayOf(String column);
}
