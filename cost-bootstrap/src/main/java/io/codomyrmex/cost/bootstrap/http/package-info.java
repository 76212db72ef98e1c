/**
 * The service: {@link io.codomyrmex.cost.bootstrap.http.CostServer} answers HTTP. Every route is one {@link
 * io.codomyrmex.cost.bootstrap.http.Route} in one table, from which the server, the check of roles and query parameters,
 * the metrics and the OpenAPI document are made, so that they cannot disagree. What goes wrong becomes a problem (RFC 9457)
 * in one place.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.http;

import org.jspecify.annotations.NullMarked;
