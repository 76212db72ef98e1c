package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bodies: how long, how slow, in which characters. */
class BoundedStreamTest {

    private long now;

    private BoundedStream stream(int bytes, int most, int bytesPerSecond) {
        return new BoundedStream(
                new ByteArrayInputStream(new byte[bytes]), most, Duration.ofSeconds(60), bytesPerSecond, () -> now);
    }

    private BoundedStream stream(byte[] bytes) {
        return new BoundedStream(new ByteArrayInputStream(bytes), 100, Duration.ofSeconds(60), 0, () -> now);
    }

    private void after(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void as_many_bytes_as_it_may_have_are_read_and_one_more_is_not() throws IOException {
        assertThat(stream(100, 100, 1).readAllBytes()).hasSize(100);
        assertThatThrownBy(() -> stream(101, 100, 1).readAllBytes())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
    }

    @Test
    void its_speed_counts_once_it_has_taken_five_seconds() throws IOException {
        BoundedStream in = stream(2_000, 10_000, 100);
        after(5_000);
        assertThat(in.read()).isZero();
        assertThat(in.readNBytes(499)).hasSize(499);
        after(1);
        assertThat(in.read()).isZero(); // 501 bytes in 5.001 seconds
        after(1_000);
        assertThatThrownBy(in::read)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(408))
                .hasMessageContaining("100 bytes per second");
    }

    @Test
    void its_time_ends_however_fast_it_comes() {
        BoundedStream in = stream(2_000, 10_000, 0);
        after(60_001);
        assertThatThrownBy(in::read)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(408))
                .hasMessageContaining("within 60 seconds");
    }

    @Test
    void text_that_was_sent_with_a_replacement_character_is_text_and_what_is_not_utf_8_is_not() throws IOException {
        byte[] sent = "a\uFFFDb".getBytes(StandardCharsets.UTF_8);
        assertThat(Bodies.text(sent)).isEqualTo("a\uFFFDb");
        byte[] cut = {'a', (byte) 0xc3};
        assertThatThrownBy(() -> Bodies.text(cut))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be UTF-8");
    }

    /** As over a slow network: two packets, which together are far below the least speed. */
    @Test
    void a_short_body_whose_parts_come_one_after_the_other_is_taken() throws Exception {
        try (TestService service = TestService.on(TestService.h2());
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), service.server().port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            for (String part : new String[] {
                "POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 12\r\n\r\n",
                "{\"am",
                "ount\"",
                ":1}"
            }) {
                out.write(part.getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(300);
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 201");
        }
    }
}
