/**
 * Where alerts go: webhooks, Slack, mail and the log, as {@link
 * io.codomyrmex.cost.bootstrap.alerting.AlertSettings} name them.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.alerting;

import org.jspecify.annotations.NullMarked;
