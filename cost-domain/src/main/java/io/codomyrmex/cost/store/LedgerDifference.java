package io.codomyrmex.cost.store;

import java.math.BigDecimal;

/**
 * A derived sum that is not what the ledger's entries and holds add up to. There should never be one.
 *
 * @param what which kind of sum: {@code rollup_day}, {@code rollup_hour}, {@code spent} or {@code held}
 * @param key which of them, for people to read
 * @param expected what the entries or holds add up to
 * @param actual what is kept
 */
public record LedgerDifference(String what, String key, BigDecimal expected, BigDecimal actual) {}
