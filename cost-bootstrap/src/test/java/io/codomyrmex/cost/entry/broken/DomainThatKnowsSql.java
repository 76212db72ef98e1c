package io.codomyrmex.cost.entry.broken;

import java.sql.ResultSet;

/** Breaks a rule on purpose, to show that the rule can fail. */
public record DomainThatKnowsSql(ResultSet rows) {}
