/**
 * How the program is set up: each {@link io.codomyrmex.cost.bootstrap.settings.Setting} comes from its flag, else from
 * its environment variable, else it has a default; together they are {@link
 * io.codomyrmex.cost.bootstrap.settings.Settings}, which open the ledger. Passwords are never shown.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
