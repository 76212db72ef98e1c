/**
 * The command line. Arguments are read and checked in full before the ledger is opened, so that a mistake in them changes
 * nothing; what a command has to say goes to {@link io.codomyrmex.cost.bootstrap.cli.view}; what goes wrong becomes one
 * line and an exit code in one place.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
