package io.codomyrmex.cost.bootstrap.settings;

import io.codomyrmex.cost.input.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the service is reached.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param tls its certificate; empty for plain HTTP
 * @param verifyEvery how often all sums are verified against the entries; zero for never
 * @param version what the service says it is
 */
public record ServerSettings(String host, int port, Optional<TlsFiles> tls, Duration verifyEvery, String version) {

    private static final int PORT = 8080;
    private static final int MAX_PORT = 65_535;
    private static final Duration VERIFY = Duration.ofHours(6);

    /**
     * The settings that these flags and this environment give.
     *
     * @throws InvalidInputException for the first that breaks its rule
     */
    public static ServerSettings of(Map<Setting, String> flags, Map<String, String> environment, String version) {
        SettingSource given = new SettingSource(flags, environment);
        return new ServerSettings(
                given.value(Setting.HTTP_HOST, "127.0.0.1", "must be a name or an address", ServerSettings::host),
                given.value(
                        Setting.HTTP_PORT, PORT, "must be a whole number from 0 to " + MAX_PORT, text -> port(text)),
                tls(given),
                given.value(
                        Setting.VERIFY_EVERY,
                        VERIFY,
                        "must be 0, seconds, or an ISO 8601 duration like PT6H",
                        ServerSettings::interval),
                version);
    }

    private static String host(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return text;
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("out of range");
        }
        return port;
    }

    private static Duration interval(String text) {
        boolean iso = text.regionMatches(true, 0, "P", 0, 1);
        Duration interval = iso ? Duration.parse(text) : Duration.ofSeconds(Long.parseLong(text));
        if (interval.isNegative()) {
            throw new IllegalArgumentException("negative");
        }
        return interval;
    }

    private static Optional<TlsFiles> tls(SettingSource given) {
        String certificate = given.text(Setting.TLS_CERT);
        String key = given.text(Setting.TLS_KEY);
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw new InvalidInputException(
                    certificate == null ? "TLS certificate" : "TLS key", null, "must be given with the other");
        }
        return Optional.of(new TlsFiles(Path.of(certificate), Path.of(key)));
    }
}
