package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import java.util.Optional;

/** What became of a request to hold money. Whether the money may be spent is {@link #spendable()}, in every case. */
public sealed interface SpendDecision {

    /**
     * The hold whose money may be spent: granted by this call, or by an earlier one and still held. If empty, do not spend.
     */
    Optional<Hold> spendable();

    /** Whether there is money to spend: {@link #spendable()} without the hold. */
    default boolean isSpendable() {
        return spendable().isPresent();
    }

    /**
     * This call made the hold.
     *
     * @param hold the hold, in status {@link HoldStatus#HELD}
     * @param answer what each applicable budget said before the amount; without budgets if none applies
     */
    record Granted(Hold hold, SpendAnswer answer) implements SpendDecision {

        /**
         * @throws IllegalArgumentException if the hold is not held
         */
        public Granted {
            if (hold.status() != HoldStatus.HELD) {
                throw new IllegalArgumentException(
                        "hold '" + hold.id() + "' must be held to be granted, and is " + hold.status());
            }
        }

        @Override
        public Optional<Hold> spendable() {
            return Optional.of(hold);
        }
    }

    /**
     * A budget would be exceeded. Nothing is held, and the id stays free.
     *
     * @param answer what each applicable budget said before the amount, and which one binds
     * @param reason why, in one line
     */
    record Denied(SpendAnswer answer, String reason) implements SpendDecision {

        /**
         * @throws IllegalArgumentException if no budget is exceeded
         */
        public Denied {
            if (answer.allowed()) {
                throw new IllegalArgumentException("a denial must name a budget that is exceeded");
            }
        }

        @Override
        public Optional<Hold> spendable() {
            return Optional.empty();
        }
    }

    /**
     * The same was asked before with this id. Nothing changed; no budget was asked.
     *
     * @param hold the hold of that time as it is now; spendable as long as it is held
     */
    record Known(Hold hold) implements SpendDecision {

        @Override
        public Optional<Hold> spendable() {
            return hold.status() == HoldStatus.HELD ? Optional.of(hold) : Optional.empty();
        }
    }

    /**
     * The store cannot say. Do not spend; ask again with the same id, which is safe.
     *
     * @param failure why: {@link io.codomyrmex.cost.store.StoreUnavailableException} if nothing was changed, {@link
     *     OutcomeUnknownException} if the money may be held all the same, until it expires
     */
    record Unanswered(CostException failure) implements SpendDecision {

        /** Whether the money may be held all the same; if not, nothing was changed. */
        public boolean isOutcomeUnknown() {
            return failure instanceof OutcomeUnknownException;
        }

        /** Why, in one line. */
        public String reason() {
            return String.valueOf(failure.getMessage());
        }

        @Override
        public Optional<Hold> spendable() {
            return Optional.empty();
        }
    }
}
