/**
 * The composition root: {@link io.codomyrmex.cost.bootstrap.CostCommand} is what {@code java -jar cost.jar} starts. Every
 * other package here is a door to the ledger or serves one: settings, command line, importers, JSON.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap;

import org.jspecify.annotations.NullMarked;
