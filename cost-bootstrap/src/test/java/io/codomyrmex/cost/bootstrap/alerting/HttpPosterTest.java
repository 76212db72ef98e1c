package io.codomyrmex.cost.bootstrap.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers of a receiver mean. */
class HttpPosterTest {

    private static final Instant NOW = Instant.parse("2026-05-10T12:00:00Z");

    private final HttpPoster poster = new HttpPoster(true, Duration.ofSeconds(10), () -> NOW);
    private HttpServer receiver;
    private volatile int status;
    private volatile @Nullable String retryAfter;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        poster.close();
        receiver.stop(0);
    }

    private DeliveryFailedException failure(int answered, @Nullable String header) {
        status = answered;
        retryAfter = header;
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
        DeliveryFailedException failure = catchThrowableOfType(
                DeliveryFailedException.class, () -> poster.post(url, HttpPoster.utf8("{}"), Map.of()));
        assertThat(failure).hasMessage("to 127.0.0.1: it answered " + answered);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 413, 422, 451})
    void is_a_refusal_for_good(int answered) {
        assertThat(failure(answered, null).isPermanent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 408, 425, 429, 500, 501, 502, 503, 504})
    void is_worth_another_try(int answered) {
        assertThat(failure(answered, null).isPermanent()).isFalse();
        assertThat(failure(answered, null).notBefore()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, 2026-05-10T12:02:00Z",
        "503, 0, 2026-05-10T12:00:00Z",
        "302, 7, 2026-05-10T12:00:07Z",
        "503, '  9 ', 2026-05-10T12:00:09Z",
        "503, 'Sun, 10 May 2026 12:05:00 GMT', 2026-05-10T12:05:00Z",
        "429, 'Sunday, 10-May-26 12:05:00 GMT', 2026-05-10T12:05:00Z",
        "429, 'Sun May 10 12:05:00 2026', 2026-05-10T12:05:00Z",
        "429, 'Sat Jun  6 12:05:00 2026', 2026-06-06T12:05:00Z",
        "503, 'Sun, 10 May 2026 11:05:00 GMT', 2026-05-10T11:05:00Z"
    })
    void says_when_to_come_again(int answered, String header, Instant when) {
        DeliveryFailedException failure = failure(answered, header);
        assertThat(failure.notBefore()).contains(when);
        assertThat(failure.isPermanent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "99999999999999999999", "2026-05-10T12:05:00Z", ""})
    void does_not_say_when_to_come_again(String header) {
        assertThat(failure(429, header).notBefore()).isEmpty();
    }

    @Test
    void a_refusal_for_good_is_one_whatever_it_says_about_coming_again() {
        assertThat(failure(404, "10").isPermanent()).isTrue();
    }
}
