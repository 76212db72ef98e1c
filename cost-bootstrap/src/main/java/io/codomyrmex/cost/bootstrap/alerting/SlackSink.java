package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DeliveryFailedException;
import io.codomyrmex.cost.alert.DueDelivery;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** Posts alerts as messages that Slack's incoming webhooks take, and Mattermost's and others': {@code {"text": …}}. */
final class SlackSink implements AlertSink {

    private final URI url;
    private final String target;
    private final HttpPoster poster;

    SlackSink(URI url, HttpPoster poster) {
        this.url = url;
        this.target = TargetNames.of("slack", url);
        this.poster = poster;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void send(DueDelivery delivery) throws DeliveryFailedException {
        String text = escaped(delivery.alert().message());
        poster.post(
                url,
                HttpPoster.utf8(
                        CostJson.text(JsonNodeFactory.instance.objectNode().put("text", text))),
                Map.of());
    }

    /** The three characters that Slack reads as more than text (api.slack.com, formatting). */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
