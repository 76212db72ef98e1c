package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.input.InvalidInputException;
import java.time.Duration;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger is and how it is reached.
 *
 * @param url {@code jdbc:postgresql://…}, {@code jdbc:h2:file:…} or {@code jdbc:h2:mem:…}; what H2 needs to behave like
 *     PostgreSQL is added
 * @param user the database user; null if the url names it or none is needed
 * @param password the user's password; null for none
 * @param currency the ledger's currency; a ledger keeps the one it was created with
 * @param poolSize the most connections, 1 to 1,000
 * @param timeout how long whoever records, reserves or asks the gate waits in all, 250 ms to 1 hour
 */
public record JdbcSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        Currency currency,
        int poolSize,
        Duration timeout) {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * @throws InvalidInputException for the first setting that breaks its rule
     */
    public JdbcSettings {
        if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
            throw new InvalidInputException("url", scheme(url), "must start with jdbc:postgresql: or jdbc:h2:");
        }
        if (poolSize < 1 || poolSize > 1000) {
            throw new InvalidInputException("pool size", poolSize, "must lie from 1 to 1000");
        }
        if (timeout.compareTo(Duration.ofMillis(250)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new InvalidInputException("timeout", timeout, "must lie from 250 ms to 1 hour");
        }
    }

    /** Settings for this url, with no user, at most 10 connections and a timeout of 10 seconds. */
    public static JdbcSettings of(String url, Currency currency) {
        return new JdbcSettings(url, null, null, currency, 10, Duration.ofSeconds(10));
    }

    /** A copy with this user. */
    public JdbcSettings user(@Nullable String newUser) {
        return new JdbcSettings(url, newUser, password, currency, poolSize, timeout);
    }

    /** A copy with this password. */
    public JdbcSettings password(@Nullable String newPassword) {
        return new JdbcSettings(url, user, newPassword, currency, poolSize, timeout);
    }

    /** A copy with this pool size. */
    public JdbcSettings poolSize(int newPoolSize) {
        return new JdbcSettings(url, user, password, currency, newPoolSize, timeout);
    }

    /** A copy with this timeout. */
    public JdbcSettings timeout(Duration newTimeout) {
        return new JdbcSettings(url, user, password, currency, poolSize, newTimeout);
    }

    boolean isH2() {
        return url.startsWith(H2);
    }

    /** Without user, password and options, so that it can be shown. */
    @Override
    public String toString() {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':', url.startsWith("jdbc:") ? 5 : 0);
        return colon < 0 ? "(no scheme)" : url.substring(0, colon + 1);
    }
}
