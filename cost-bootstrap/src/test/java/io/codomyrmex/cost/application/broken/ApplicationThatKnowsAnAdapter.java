package io.codomyrmex.cost.application.broken;

import io.codomyrmex.cost.jdbc.JdbcCostStore;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record ApplicationThatKnowsAnAdapter(JdbcCostStore store) {}
