package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditTest {

    @Test
    void one_that_failed_is_made_again_within_a_minute() {
        assertThat(Audit.again(Duration.ofHours(6))).isEqualTo(Duration.ofMinutes(1));
        assertThat(Audit.again(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }
}
