package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.alert.AlertSink;
import io.codomyrmex.cost.alert.DueDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes alerts to the log. */
final class LogSink implements AlertSink {

    private static final Logger LOG = LoggerFactory.getLogger("io.codomyrmex.cost.bootstrap.alert");

    @Override
    public String target() {
        return "log";
    }

    @Override
    public void send(DueDelivery delivery) {
        LOG.warn("{} (event {})", delivery.alert().message(), delivery.eventId());
    }
}
