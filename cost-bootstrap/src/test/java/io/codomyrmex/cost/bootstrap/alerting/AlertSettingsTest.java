package io.codomyrmex.cost.bootstrap.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSettingsTest {

    @Test
    void without_any_only_the_log_is_left() {
        assertThat(AlertSettings.of(Map.of()).toString())
                .isEqualTo("0 webhooks, 0 Slack webhooks, mail Optional.empty");
    }

    @Test
    void all_are_read_and_no_secret_is_shown() {
        AlertSettings settings = AlertSettings.of(Map.of(
                "COST_ALERT_WEBHOOK", "https://a.example/x?token=s3cret  https://b.example/y",
                "COST_ALERT_WEBHOOK_SECRET", "whsec_c2VjcmV0",
                "COST_ALERT_SLACK", "https://hooks.example/T/B/s3cret",
                "COST_ALERT_SMTP", "smtps://user:s3cret@mail.example",
                "COST_ALERT_MAIL_FROM", "cost@example.org",
                "COST_ALERT_MAIL_TO", "a@example.org,b@example.org"));

        assertThat(settings.webhooks()).hasSize(2);
        assertThat(settings.signature()).isPresent();
        MailSettings mail = settings.mail().orElseThrow();
        assertThat(mail.port()).isEqualTo(465);
        assertThat(mail.implicitTls()).isTrue();
        assertThat(mail.user()).isEqualTo("user");
        assertThat(mail.password()).isEqualTo("s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");
        assertThat(TargetNames.of("webhook", settings.webhooks().get(0))).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "COST_ALERT_WEBHOOK,http://a.example/s3cret",
        "COST_ALERT_WEBHOOK,ftp://a.example/s3cret",
        "COST_ALERT_WEBHOOK,https://user:s3cret@a.example/",
        "COST_ALERT_WEBHOOK,https:///s3cret",
        "COST_ALERT_WEBHOOK,s3cret",
        "COST_ALERT_SLACK,http://a.example/s3cret",
        "COST_ALERT_WEBHOOK_SECRET,whsec_s3cret!",
        "COST_ALERT_SMTP,smtp://u:s3cret@mail.example",
        "COST_ALERT_ALLOW_PRIVATE,perhaps"
    })
    void a_bad_one_is_refused_by_name_and_without_its_secret(String name, String value) {
        assertThatThrownBy(() -> AlertSettings.of(Map.of(name, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(name)
                .message()
                .doesNotContain("s3cret");
    }
}
