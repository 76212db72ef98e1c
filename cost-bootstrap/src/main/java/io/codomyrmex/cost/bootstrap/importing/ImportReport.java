package io.codomyrmex.cost.bootstrap.importing;

import java.math.BigDecimal;

/**
 * What an import did.
 *
 * @param read how many rows there were: recorded, duplicates and rejected together
 * @param recorded how many were new
 * @param duplicates how many the ledger had already
 * @param rejected how many were not recorded because something is wrong with them
 * @param total exact sum of what was newly recorded, canonical
 */
public record ImportReport(long read, long recorded, long duplicates, long rejected, BigDecimal total) {}
