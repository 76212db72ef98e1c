package io.codomyrmex.cost.memory.broken;

import io.codomyrmex.cost.jdbc.JdbcCostStore;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record AdapterThatKnowsAnotherAdapter(JdbcCostStore store) {}
