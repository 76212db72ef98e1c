package io.codomyrmex.cost.bootstrap.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.bootstrap.alerting.Receiver.Behaviour;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.time.BudgetPeriod;
import jakarta.mail.internet.MimeMessage;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailAndSlackTest {

    private static final DueDelivery DELIVERY = new DueDelivery(
            "t",
            UUID.fromString("7d0d2fae-2b3c-4c5d-8e6f-0123456789ab"),
            new BudgetAlert(
                    "täglich <&>",
                    1,
                    BudgetPeriod.DAILY,
                    Instant.parse("2026-05-10T00:00:00Z"),
                    0,
                    new BigDecimal("0.8"),
                    new BigDecimal("80"),
                    new BigDecimal("100"),
                    Instant.parse("2026-05-10T12:00:00Z"),
                    false,
                    Currency.getInstance("USD")),
            1);

    private static MailSink mail(int port) {
        return new MailSink(new MailSettings(
                "127.0.0.1", port, false, null, null, "cost@example.org", "a@example.org, b@example.org"));
    }

    @Test
    void a_mail_says_what_happened_to_all_it_is_for() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            MailSink sink = mail(server.getSmtp().getPort());

            sink.send(DELIVERY);

            MimeMessage[] received = server.getReceivedMessages();
            assertThat(received).hasSize(2);
            assertThat(received[0].getSubject())
                    .isEqualTo("Budget 'täglich <&>' has reached 80% utilization ($80.00/$100.00)");
            assertThat(received[0].getMessageID()).isEqualTo("<" + DELIVERY.eventId() + "@cost-management>");
            assertThat((String) received[0].getContent()).contains("Spent: 80 of 100 USD");
            assertThat(sink.target()).isEqualTo("mail:a@example.org, b@example.org");
        } finally {
            server.stop();
        }
    }

    @Test
    void a_list_of_recipients_that_is_long_has_a_name_that_every_store_takes() {
        String many = "someone.with.a.long.name@example.org, ".repeat(20);
        Set<String> names = new HashSet<>();
        for (String last : List.of("a@example.org", "b@example.org")) {
            MailSettings settings =
                    new MailSettings("127.0.0.1", 25, false, null, null, "cost@example.org", many + last);
            names.add(new MailSink(settings).target());
        }
        assertThat(names)
                .hasSize(2)
                .allSatisfy(name -> assertThat(name)
                        .startsWith("mail:someone.with.a.long.name@example.org, ")
                        .hasSizeLessThanOrEqualTo(200));
    }

    @Test
    void a_mail_server_that_is_down_is_a_failed_attempt() throws Exception {
        Receiver gone = Receiver.start();
        gone.close();
        assertThatThrownBy(() -> mail(gone.port()).send(DELIVERY))
                .isInstanceOf(DeliveryFailedException.class)
                .hasMessageStartingWith("by 127.0.0.1: ");
    }

    @Test
    void slack_gets_text_that_it_reads_as_text() throws Exception {
        try (Receiver receiver = Receiver.start();
                HttpPoster poster = new HttpPoster(true, Duration.ofSeconds(5), Clock.systemUTC())) {
            SlackSink sink = new SlackSink(URI.create(receiver.url()), poster);

            sink.send(DELIVERY);

            assertThat(receiver.next().body())
                    .isEqualTo("{\"text\":\"Budget 'täglich &lt;&amp;&gt;' has reached 80% utilization"
                            + " ($80.00/$100.00)\"}");
            assertThat(sink.target()).matches("slack:127\\.0\\.0\\.1#[0-9a-f]{8}");
        }
    }

    @Test
    void a_receiver_that_drips_is_cut_off_at_the_deadline() throws Exception {
        try (Receiver receiver = Receiver.start(0, request -> Behaviour.ANSWERS_TOO_LATE);
                HttpPoster poster = new HttpPoster(true, Duration.ofMillis(200), Clock.systemUTC())) {
            assertThatThrownBy(() -> new SlackSink(URI.create(receiver.url()), poster).send(DELIVERY))
                    .isInstanceOf(DeliveryFailedException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    private static DeliveryFailedException refused(SmtpServer server) {
        return catchThrowableOfType(
                DeliveryFailedException.class, () -> mail(server.port()).send(DELIVERY));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 not from you, true",
        "MAIL, 451 4.3.0 later, false",
        "DATA, 554 5.6.0 no, true",
        "DATA, 451 4.3.0 later, false",
        "., 552 5.2.3 too big, true",
        "., 452 4.2.2 full, false",
        "RCPT, 550 5.1.1 unknown, true",
        "RCPT, 450 4.2.0 greylisted, false"
    })
    void a_mail_server_refuses_a_message_for_good_or_for_now(String command, String reply, boolean permanent)
            throws Exception {
        try (SmtpServer server = new SmtpServer(Map.of(command, reply))) {
            DeliveryFailedException failure = refused(server);
            assertThat(failure.isPermanent()).as(failure.getMessage()).isEqualTo(permanent);
            assertThat(failure).hasMessage("by 127.0.0.1: " + reply);
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void a_recipient_that_is_refused_for_good_keeps_the_mail_from_no_other() throws Exception {
        try (SmtpServer server = new SmtpServer(Map.of("RCPT TO:<A@", "550 5.1.1 unknown"))) {
            assertThat(refused(server).isPermanent()).isTrue();
            assertThat(server.taken()).containsExactly(List.of("b@example.org"));
        }
    }

    @Test
    void while_a_recipient_may_be_taken_later_nobody_gets_the_mail_so_that_nobody_gets_it_twice() throws Exception {
        try (SmtpServer server =
                new SmtpServer(Map.of("RCPT TO:<A@", "550 5.1.1 unknown", "RCPT TO:<B@", "450 4.2.0 greylisted"))) {
            assertThat(refused(server).isPermanent()).isFalse();
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void a_mail_server_that_refuses_the_connection_has_not_refused_the_mail() throws Exception {
        try (SmtpServer server = new SmtpServer(Map.of("EHLO", "554 5.0.0 no", "HELO", "554 5.0.0 no"))) {
            assertThat(refused(server).isPermanent()).isFalse();
        }
    }
}
