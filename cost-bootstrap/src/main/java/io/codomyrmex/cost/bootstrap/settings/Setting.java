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
    /** How long whoever records, reserves or asks the gate waits in all. */
    DB_TIMEOUT,
    /** Where days, weeks and months start. */
    ZONE,
    /** The ledger's currency. */
    CURRENCY,
    /** The name or address that the service listens on. */
    HTTP_HOST,
    /** The port that the service listens on. */
    HTTP_PORT,
    /** The service's certificate chain, a PEM file. */
    TLS_CERT,
    /** The certificate's private key, a PEM file. */
    TLS_KEY,
    /** How often the service verifies all sums against the entries. */
    VERIFY_EVERY;

    /** The flag on the command line, like {@code --db-url}. */
    public String flag() {
        return switch (this) {
            case DB_TIMEOUT -> "--timeout";
            case HTTP_HOST -> "--host";
            case HTTP_PORT -> "--port";
            default -> "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** The environment variable, like {@code COST_DB_URL}. */
    public String variable() {
        return "COST_" + name();
    }
}
