package io.codomyrmex.cost.bootstrap.broken;

import de.siegmar.fastcsv.writer.CsvWriter;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record CsvWithoutTheGuard(CsvWriter writer) {}
