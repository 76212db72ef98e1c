package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.application.AlertDispatcher;
import io.codomyrmex.cost.application.DeliveryListener;
import io.codomyrmex.cost.application.RetryPolicy;
import io.codomyrmex.cost.store.AlertOutbox;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Delivers a ledger's alerts to where the settings say. */
public final class AlertDelivering implements AutoCloseable {

    private final AlertDispatcher dispatcher;
    private final HttpPoster poster;

    private AlertDelivering(AlertDispatcher dispatcher, HttpPoster poster) {
        this.dispatcher = dispatcher;
        this.poster = poster;
    }

    /** Begins to deliver; the log is always a target. */
    public static AlertDelivering start(
            AlertOutbox outbox, AlertSettings settings, InstantSource clock, DeliveryListener listener) {
        return start(outbox, settings, clock, RetryPolicy.DEFAULT, AlertDispatcher.POLL, HttpPoster.DEADLINE, listener);
    }

    static AlertDelivering start(
            AlertOutbox outbox,
            AlertSettings settings,
            InstantSource clock,
            RetryPolicy retries,
            Duration poll,
            Duration deadline,
            DeliveryListener listener) {
        HttpPoster poster = new HttpPoster(settings.allowPrivate(), deadline, clock);
        List<AlertSink> sinks = new ArrayList<>();
        sinks.add(new LogSink());
        for (URI url : settings.webhooks()) {
            sinks.add(new WebhookSink(url, settings.signature(), clock, poster));
        }
        for (URI url : settings.slacks()) {
            sinks.add(new SlackSink(url, poster));
        }
        settings.mail().ifPresent(mail -> sinks.add(new MailSink(mail)));
        return new AlertDelivering(AlertDispatcher.start(outbox, sinks, clock, retries, poll, listener), poster);
    }

    @Override
    public void close() {
        dispatcher.close();
        poster.close();
    }
}
