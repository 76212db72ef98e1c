package io.codomyrmex.cost.entry.broken;

import tools.jackson.databind.JsonNode;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record DomainThatKnowsALibrary(JsonNode node) {}
