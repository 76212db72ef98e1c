package io.codomyrmex.cost.entry.broken;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record AmountInBinaryFloatingPoint(double amount) {}
