package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Callers whose bodies do not come hold up nobody: no thread waits for them. */
class SlowBodyTest {

    private static final int SLOW = 300; // more than the service has threads
    private static final String HEAD = "POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: ";

    /** A body may take its time, however slow the machine is. */
    static Limits limits(long waitingBytes) {
        return new Limits(
                Limits.DEFAULT.bodyBytes(),
                Duration.ofMinutes(5),
                Limits.DEFAULT.streamBytes(),
                Limits.DEFAULT.streamTime(),
                Limits.DEFAULT.streamLines(),
                Limits.DEFAULT.streams(),
                Limits.DEFAULT.answerBytes(),
                Limits.DEFAULT.answerTime(),
                waitingBytes,
                Limits.DEFAULT.headerBytes(),
                Limits.DEFAULT.connections(),
                Duration.ofMinutes(5),
                TestService.LIMITS.lastIdle(),
                0);
    }

    @Test
    void more_callers_than_threads_send_half_of_their_bodies_and_others_are_answered() throws Exception {
        List<SlowReader> slow = new ArrayList<>();
        try (TestService service = TestService.with(TestService.h2(), limits(1 << 20))) {
            for (int i = 0; i < SLOW; i++) {
                slow.add(SlowReader.connect(service.server().port()));
                slow.get(i).send(HEAD + "12\r\n\r\n{\"amou");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(service.caller()
                                .post("/v1/entries", "{\"amount\":1}")
                                .status())
                        .isEqualTo(201);
            }
            for (SlowReader each : slow) {
                each.send("nt\":1}");
            }
            for (SlowReader each : slow) {
                assertThat(each.readText()).startsWith("HTTP/1.1 201 ");
            }
            assertThat(service.caller().get("/v1/summary").text("total")).isEqualTo(Integer.toString(SLOW + 20));
        } finally {
            for (SlowReader each : slow) {
                each.close();
            }
        }
    }

    @Test
    void bodies_on_their_way_have_a_bound_together_and_one_beyond_it_is_told_to_come_again() throws Exception {
        String most = " ".repeat(900);
        try (TestService service = TestService.with(TestService.h2(), limits(1_000));
                SlowReader first = SlowReader.connect(service.server().port());
                SlowReader second = SlowReader.connect(service.server().port())) {
            first.send(HEAD + "912\r\n\r\n" + most);
            second.send(HEAD + "912\r\n\r\n" + most);
            SlowReader refused = first.isAnsweredBefore(second) ? first : second;
            SlowReader taken = refused == first ? second : first;
            assertThat(refused.readText())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("urn:cost:problem:busy", "Retry-After: 1");
            taken.send("{\"amount\":1}");
            assertThat(taken.readText()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void refusals_leave_no_trace_in_the_bound() throws Exception {
        try (TestService service = TestService.with(TestService.h2(), limits(1_000))) {
            int port = service.server().port();
            for (int i = 0; i < 20; i++) {
                try (SlowReader refused = SlowReader.connect(port)) {
                    refused.send(HEAD + "2000\r\n\r\n" + " ".repeat(1_500));
                    assertThat(refused.readText()).startsWith("HTTP/1.1 503 ");
                }
            }
            try (SlowReader taken = SlowReader.connect(port)) {
                taken.send(HEAD + "912\r\n\r\n" + " ".repeat(900));
                taken.send("{\"amount\":1}");
                assertThat(taken.readText()).startsWith("HTTP/1.1 201 ");
            }
        }
    }
}
