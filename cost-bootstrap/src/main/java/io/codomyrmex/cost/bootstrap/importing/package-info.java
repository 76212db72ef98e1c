/**
 * Imports of costs from files: FOCUS exports of cloud providers (focus.finops.org, versions 1.0 to 1.2), entries as
 * NDJSON and entries as CSV. A bad row is reported with its line and does not hinder the others. An entry without an id
 * gets one made of its content, so that importing a file again adds nothing; rows that are equal within one file are
 * told apart by their number. Amounts with more than 18 decimals are rounded HALF_EVEN to 18, which is logged.
 */
@NullMarked
package io.codomyrmex.cost.bootstrap.importing;

import org.jspecify.annotations.NullMarked;
