package io.codomyrmex.cost.gate;

/** What the gate decides on a reservation. */
public sealed interface SpendDecision {

    /** What each applicable budget says, before the amount; empty if the answer is to a repetition, or none applies. */
    SpendAnswer answer();

    /**
     * The money is held.
     *
     * @param hold the hold; of an earlier time, and in whatever status it is now, if the request was a repetition
     * @param repeated whether the hold was there already
     * @param answer what each applicable budget says
     */
    record Granted(Hold hold, boolean repeated, SpendAnswer answer) implements SpendDecision {}

    /**
     * Nothing is held.
     *
     * @param answer what each applicable budget says, and which binds; without budgets if the store could not answer
     * @param reason why, in one line
     */
    record Denied(SpendAnswer answer, String reason) implements SpendDecision {}
}
