package io.codomyrmex.cost.bootstrap.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Expected values by Python's hmac. */
class WebhookSignatureTest {

    private static final Instant AT = Instant.ofEpochSecond(1614265330);

    @Test
    void a_secret_behind_whsec_is_base64() {
        assertThat(new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .of("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, HttpPoster.utf8("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void any_other_secret_is_its_bytes() {
        assertThat(new WebhookSignature("plain secret").of("id", AT, HttpPoster.utf8("{}")))
                .isEqualTo("v1,VzKrMIWL9azAqatefhxKIotR++y3yXHC7ODhF3tDhj0=");
    }
}
