package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.budget.BudgetAlert;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/** Sends alerts as mail (RFC 5322). The Message-ID is the event's, so that a mailbox can tell a repetition. */
final class MailSink implements AlertSink {

    private static final String MILLIS = "10000";

    private final MailSettings settings;
    private final Session session;

    MailSink(MailSettings settings) {
        this.settings = settings;
        String protocol = settings.implicitTls() ? "smtps" : "smtp";
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "host", settings.host());
        properties.setProperty(prefix + "port", Integer.toString(settings.port()));
        properties.setProperty(prefix + "auth", Boolean.toString(settings.user() != null));
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", Boolean.toString(settings.user() != null));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", MILLIS);
        properties.setProperty(prefix + "timeout", MILLIS);
        properties.setProperty(prefix + "writetimeout", MILLIS);
        this.session = Session.getInstance(properties);
    }

    @Override
    public String target() {
        return TargetNames.bounded("mail:" + settings.to());
    }

    @Override
    public void send(DueDelivery delivery) throws DeliveryFailedException {
        try {
            Message message = message(delivery);
            try (Transport transport = session.getTransport()) {
                transport.connect(settings.user(), settings.password());
                send(transport, message);
            }
        } catch (MessagingException e) {
            throw new DeliveryFailedException("by " + settings.host() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sends to all recipients or, if the server refuses some for good, to the others, and fails for good then. As long as one
     * may be taken later, nobody gets it. A server that refuses the connection or the login has not refused the message.
     */
    private void send(Transport transport, Message message) throws MessagingException, DeliveryFailedException {
        try {
            transport.sendMessage(message, message.getAllRecipients());
        } catch (SendFailedException e) {
            SmtpRefusal refusal = SmtpRefusal.of(e);
            if (refusal.replies().isEmpty()) {
                throw e;
            }
            String why = "by " + settings.host() + ": " + refusal.reason();
            if (!refusal.isPermanent()) {
                throw new DeliveryFailedException(why, e);
            }
            if (!refusal.others().isEmpty()) {
                transport.sendMessage(message, refusal.others().toArray(Address[]::new));
            }
            throw DeliveryFailedException.permanent(why, e);
        }
    }

    private Message message(DueDelivery delivery) throws MessagingException {
        BudgetAlert alert = delivery.alert();
        String id = "<" + delivery.eventId() + "@cost-management>";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(settings.to()));
        message.setSubject(alert.message(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(alert.timestamp()));
        message.setText(text(delivery), StandardCharsets.UTF_8.name());
        return message;
    }

    private static String text(DueDelivery delivery) {
        BudgetAlert alert = delivery.alert();
        return alert.message() + "\n\nBudget: " + alert.budgetId() + "\nPeriod: "
                + alert.period().wireName() + " from " + alert.periodStart() + "\nThreshold: "
                + alert.threshold().toPlainString() + "\nSpent: "
                + alert.spend().toPlainString() + " of "
                + alert.budgetAmount().toPlainString() + " "
                + alert.currency().getCurrencyCode() + "\nFired: " + alert.timestamp()
                + (alert.late() ? " (the period was over by then)" : "") + "\nEvent: " + delivery.eventId() + "\n";
    }
}
