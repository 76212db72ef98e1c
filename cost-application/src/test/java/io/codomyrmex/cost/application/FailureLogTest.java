package io.codomyrmex.cost.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureLogTest {

    private final MutableClock clock = new MutableClock("2026-05-10T12:00:00Z");
    private final FailureLog failures = new FailureLog("polling", clock);
    private Logged logged;

    @BeforeEach
    void listen() {
        logged = new Logged(FailureLog.class);
    }

    @AfterEach
    void stopListening() {
        logged.close();
    }

    private List<String> messages() {
        return logged.records().stream().map(LogRecord::getMessage).toList();
    }

    @Test
    void a_lasting_failure_is_logged_once_with_its_trace_and_then_in_one_line_a_minute() {
        for (int i = 0; i < 500; i++) {
            failures.failed(new IllegalStateException("down"));
            clock.advance(Duration.ofMillis(250));
        }
        failures.succeeded();
        failures.succeeded();

        assertThat(messages())
                .containsExactly(
                        "polling failed: java.lang.IllegalStateException: down",
                        "polling failed 241 times more, the last time: java.lang.IllegalStateException: down",
                        "polling failed 241 times more, the last time: java.lang.IllegalStateException: down",
                        "polling no longer failed");
        assertThat(logged.records())
                .extracting(one -> one.getThrown() != null)
                .containsExactly(true, false, false, false);
    }

    @Test
    void what_fails_every_other_time_fills_no_log() {
        for (int i = 0; i < 100; i++) {
            failures.failed(new IllegalStateException("down"));
            failures.succeeded();
            clock.advance(Duration.ofMillis(250));
        }
        assertThat(messages()).hasSize(2);
    }

    @Test
    void another_kind_of_failure_is_logged_with_its_trace() {
        failures.failed(new IllegalStateException("down"));
        failures.failed(new NoClassDefFoundError("gone"));
        failures.failed(new IllegalStateException("down"));

        assertThat(messages())
                .containsExactly(
                        "polling failed: java.lang.IllegalStateException: down",
                        "polling failed: java.lang.NoClassDefFoundError: gone");
    }

    @Test
    void a_failure_after_a_while_that_worked_is_logged_with_its_trace_again() {
        failures.failed(new IllegalStateException("down"));
        failures.succeeded();
        clock.advance(Duration.ofMinutes(2));
        failures.failed(new IllegalStateException("down"));

        assertThat(logged.records().get(2).getThrown()).isInstanceOf(IllegalStateException.class);
    }
}
