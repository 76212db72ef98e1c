package io.codomyrmex.cost.alert;

import io.codomyrmex.cost.budget.BudgetAlert;
import java.util.UUID;

/**
 * A delivery that its caller has taken upon itself.
 *
 * @param target the target's name
 * @param eventId the event's id
 * @param alert the alert
 * @param attempt the number of this attempt, from 1
 */
public record DueDelivery(String target, UUID eventId, BudgetAlert alert, int attempt) {}
