package io.codomyrmex.cost.bootstrap.settings;

import io.codomyrmex.cost.input.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program's settings, checked.
 *
 * @param dbUrl where the ledger is: {@code jdbc:postgresql://…}, {@code jdbc:h2:…} or {@code memory:}
 * @param dbUser the database user; null if the url names it or none is needed
 * @param dbPassword the user's password; null for none
 * @param dbPool the most database connections
 * @param dbTimeout how long whoever records, reserves or asks the gate waits in all
 * @param zone where days, weeks and months start
 * @param currency the ledger's currency
 */
public record Settings(
        String dbUrl,
        @Nullable String dbUser,
        @Nullable String dbPassword,
        int dbPool,
        Duration dbTimeout,
        ZoneId zone,
        Currency currency) {

    /** The url of a ledger that ends with the process. */
    public static final String MEMORY = "memory:";

    private static final int POOL = 10;
    private static final int MAX_POOL = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(250);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /**
     * The settings that these flags and this environment give.
     *
     * @param flags the flags that were given, with their values
     * @param environment the environment's variables
     * @throws InvalidInputException for the first that breaks its rule, naming the flag or variable it came from; a
     *     password in it is hidden
     */
    public static Settings of(Map<Setting, String> flags, Map<String, String> environment) {
        SettingSource given = new SettingSource(flags, environment);
        return new Settings(
                given.value(
                        Setting.DB_URL,
                        defaultUrl(),
                        "must be memory: or start with jdbc:postgresql: or jdbc:h2:",
                        Settings::url),
                given.text(Setting.DB_USER),
                given.text(Setting.DB_PASSWORD),
                given.value(Setting.DB_POOL, POOL, "must be a whole number from 1 to " + MAX_POOL, Settings::pool),
                given.value(
                        Setting.DB_TIMEOUT,
                        TIMEOUT,
                        "must be seconds or an ISO 8601 duration like PT10S, from 250 ms to 1 hour",
                        Settings::timeout),
                given.value(Setting.ZONE, Zones.UTC, "must be a time zone like UTC or Europe/Berlin", Zones::parse),
                given.value(
                        Setting.CURRENCY,
                        Currency.getInstance("USD"),
                        "must be an ISO 4217 currency code like USD",
                        text -> Currency.getInstance(text.toUpperCase(Locale.ROOT))));
    }

    /** Whether these flags or this environment say where the ledger is. */
    public static boolean namesLedger(Map<Setting, String> flags, Map<String, String> environment) {
        return new SettingSource(flags, environment).text(Setting.DB_URL) != null;
    }

    /** A copy for an embedded ledger in this file, which needs no user. */
    public Settings embedded(Path file) {
        return new Settings("jdbc:h2:file:" + file.toAbsolutePath(), null, null, dbPool, dbTimeout, zone, currency);
    }

    /** Where the ledger is, without password, fit to be shown. */
    public String shownUrl() {
        return Secrets.hidden(dbUrl, dbPassword);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return shownUrl() + ", " + dbPool + " connections, timeout " + dbTimeout + ", " + zone + ", " + currency;
    }

    private static String defaultUrl() {
        return "jdbc:h2:file:" + Path.of(System.getProperty("user.home"), ".cost", "ledger");
    }

    private static String url(String text) {
        return require(text, text.equals(MEMORY) || text.startsWith("jdbc:postgresql:") || text.startsWith("jdbc:h2:"));
    }

    private static int pool(String text) {
        int size = Integer.parseInt(text);
        return require(size, size >= 1 && size <= MAX_POOL);
    }

    private static Duration timeout(String text) {
        boolean iso = text.regionMatches(true, 0, "P", 0, 1);
        Duration timeout = iso ? Duration.parse(text) : Duration.ofSeconds(Long.parseLong(text));
        return require(timeout, timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0);
    }

    private static <T> T require(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
