package io.codomyrmex.cost.alert;

import io.codomyrmex.cost.budget.BudgetAlert;
import java.util.List;
import java.util.UUID;

/**
 * An alert that fired, as receivers know it.
 *
 * @param id unique; the same in every attempt to deliver it, so that a receiver can tell a repetition
 * @param position its place in the order in which alerts fired
 * @param alert the alert
 * @param deliveries what became of it, one for each target, ordered by target; empty until somebody comes to deliver it
 */
public record AlertEvent(UUID id, Position position, BudgetAlert alert, List<AlertDelivery> deliveries) {

    /** Copies the list. */
    public AlertEvent {
        deliveries = List.copyOf(deliveries);
    }

    /**
     * A place in the order in which alerts fired.
     *
     * @param transaction the number of the ledger's transaction
     * @param ordinal the place in it, from 0
     */
    public record Position(long transaction, int ordinal) implements Comparable<Position> {

        @Override
        public int compareTo(Position other) {
            int order = Long.compare(transaction, other.transaction);
            return order != 0 ? order : Integer.compare(ordinal, other.ordinal);
        }
    }
}
