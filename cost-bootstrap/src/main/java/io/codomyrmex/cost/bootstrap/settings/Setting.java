package io.codomyrmex.cost.bootstrap.settings;

import java.util.Locale;

/** One setting of the program: its flag and its environment variable. */
public enum Setting {
    /** Where the ledger is: a JDBC url, or {@code memory:} for one that ends with the process. */
    DB_URL,
    /** The database user. */
    DB_USER,
    /** The database password. */
    DB_PASSWORD,
    /** The most database connections. */
    DB_POOL,
    /** The longest wait for a connection or a lock. */
    DB_TIMEOUT,
    /** Where days, weeks and months start. */
    ZONE,
    /** The ledger's currency. */
    CURRENCY;

    /** The flag on the command line, like {@code --db-url}. */
    public String flag() {
        return this == DB_TIMEOUT
                ? "--timeout"
                : "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The environment variable, like {@code COST_DB_URL}. */
    public String variable() {
        return "COST_" + name();
    }
}
