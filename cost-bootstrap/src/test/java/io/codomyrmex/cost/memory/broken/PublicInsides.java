package io.codomyrmex.cost.memory.broken;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record PublicInsides(String inside) {}
