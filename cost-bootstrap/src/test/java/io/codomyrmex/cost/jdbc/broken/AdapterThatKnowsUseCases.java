package io.codomyrmex.cost.jdbc.broken;

import io.codomyrmex.cost.application.CostTracker;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record AdapterThatKnowsUseCases(CostTracker tracker) {}
