package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Posts alerts as JSON, signed as Standard Webhooks has it (standardwebhooks.com): the headers {@code webhook-id}, the
 * event's id; {@code webhook-timestamp}, seconds since 1970; and {@code webhook-signature}.
 */
final class WebhookSink implements AlertSink {

    private final URI url;
    private final String target;
    private final Optional<WebhookSignature> signature;
    private final InstantSource clock;
    private final HttpPoster poster;

    WebhookSink(URI url, Optional<WebhookSignature> signature, InstantSource clock, HttpPoster poster) {
        this.url = url;
        this.target = TargetNames.of("webhook", url);
        this.signature = signature;
        this.clock = clock;
        this.poster = poster;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void send(DueDelivery delivery) throws DeliveryFailedException {
        String id = delivery.eventId().toString();
        byte[] body = HttpPoster.utf8(CostJson.text(
                CostJson.alert(delivery.alert()).put("type", "budget.alert").put("id", id)));
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        signature.ifPresent(key -> headers.put("webhook-signature", key.of(id, now, body)));
        poster.post(url, body, headers);
    }
}
