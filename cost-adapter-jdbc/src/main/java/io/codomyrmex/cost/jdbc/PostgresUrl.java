package io.codomyrmex.cost.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a PostgreSQL url says, and how long to wait where it says nothing. The driver reads the url after the properties that it
 * is given, so what stands in the url wins.
 *
 * <p>With one host, a connection may take all of the timeout, and a server may be silent for three times as long: once for a
 * lock. With several hosts, the first may hang and another must still be tried within the timeout; then a host gets a part of it.
 */
final class PostgresUrl {

    /** After how many timeouts the other side is taken for gone: more than one, as a lock may be waited for that long. */
    private static final int SILENT_TIMEOUTS = 3;

    private final JdbcSettings settings;
    private final Map<String, String> given;
    private final int hosts;

    PostgresUrl(JdbcSettings settings) {
        this.settings = settings;
        String[] parts = settings.url().split("\\?", 2);
        this.given = parts.length == 1 ? Map.of() : parameters(parts[1]);
        this.hosts =
                parts[0].replaceFirst("^[^/]*//", "").replaceFirst("/.*", "").split(",", -1).length;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] both = pair.split("=", 2);
            parameters.put(both[0], both.length == 1 ? "" : URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** The driver's properties for what the url leaves open. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "cost");
        properties.setProperty("tcpKeepAlive", "true");
        long host = hostTimeout().toSeconds();
        properties.setProperty("connectTimeout", Long.toString(host));
        properties.setProperty(
                "loginTimeout",
                Long.toString(Math.max(seconds(settings.timeout()), hosts == 1 ? host : 4 * host * hosts)));
        properties.setProperty("socketTimeout", Long.toString(hosts == 1 ? seconds(silence()) : 2 * host));
        if (hosts > 1) {
            properties.setProperty("sslResponseTimeout", Long.toString(host * 1000));
            properties.setProperty("targetServerType", "primary");
        }
        return properties;
    }

    private Duration hostTimeout() {
        return hosts == 1
                ? Duration.ofSeconds(seconds(settings.timeout()))
                : Duration.ofSeconds(Math.max(1, settings.timeout().toSeconds() / (2L * hosts + 1)));
    }

    /** How long the server may be silent, once it is connected, before it is taken for gone. */
    Duration silence() {
        return settings.timeout().multipliedBy(SILENT_TIMEOUTS);
    }

    /** The same for statements that look up rows by key: with several hosts, another one is there to be tried soon. */
    Duration briefSilence() {
        return hosts == 1 ? silence() : briefLock().plus(hostTimeout());
    }

    /** The longest wait for a lock: less than a caller waits, who is told then that a lock was kept. */
    Duration lockTimeout() {
        return settings.timeout().multipliedBy(4).dividedBy(5);
    }

    /** The same for such a statement. */
    Duration briefLock() {
        return hosts == 1 ? lockTimeout() : settings.timeout().dividedBy(4);
    }

    /** The given wait for a lock, or less: a connection must not be taken for gone while it waits. */
    Duration lock(Duration longest) {
        String silence = given.get("socketTimeout");
        if (silence == null || !silence.matches("[0-9]{1,6}") || silence.equals("0")) {
            return longest;
        }
        Duration most = Duration.ofMillis(Long.parseLong(silence) * 750);
        return most.compareTo(longest) < 0 ? most : longest;
    }

    /** Whether the url itself says how long the server may be silent. */
    boolean saysSilence() {
        return given.get("socketTimeout") != null;
    }

    /** The schema that the url asks for, as the server names it; null if it names none, or the user's. */
    @Nullable
    String schema() {
        String path = given.get("currentSchema");
        if (path == null || path.isBlank()) {
            return null;
        }
        String first = path.split(",", 2)[0].strip();
        if (first.startsWith("\"") && first.endsWith("\"") && first.length() > 1) {
            first = first.substring(1, first.length() - 1).replace("\"\"", "\"");
        } else {
            first = first.toLowerCase(Locale.ROOT);
        }
        return first.equals("$user") ? null : first;
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }
}
