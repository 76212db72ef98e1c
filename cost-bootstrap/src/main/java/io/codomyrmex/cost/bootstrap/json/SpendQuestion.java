package io.codomyrmex.cost.bootstrap.json;

import io.codomyrmex.cost.gate.SpendScope;
import java.math.BigDecimal;

/**
 * What is asked of the gate.
 *
 * @param amount zero or more
 * @param scope which budgets are asked
 */
public record SpendQuestion(BigDecimal amount, SpendScope scope) {}
