/**
 * What becomes of an alert once it has fired: an {@link io.codomyrmex.cost.alert.AlertEvent} is to be delivered to targets, by
 * an {@link io.codomyrmex.cost.alert.AlertSink} for each of them.
 */
@NullMarked
package io.codomyrmex.cost.alert;

import org.jspecify.annotations.NullMarked;
