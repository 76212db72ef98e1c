package io.codomyrmex.cost.store;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.input.CodePointOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The budget ledger of a {@link CostStore}: budgets, their counters and fired alerts. Shares the store's transactions.
 * Every method is atomic and may throw {@link StoreUnavailableException} or {@link StoreFaultException}; those that change
 * something may also throw {@link OutcomeUnknownException}.
 */
public interface BudgetStore {

    /** The most characters of a check's key. */
    int MAX_CHECK_KEY = 200;

    /**
     * Creates a budget and back-fills its counters from the ledger, exactly, while others record: nobody waits for more than a
     * short transaction, however long the history is. The budget is in force once this returns, and not before. Alerts whose thresholds are
     * reached in its current period fire with it.
     *
     * @param spec what was decided about it
     * @param now when its first revision begins
     * @return the budget as stored
     * @throws BudgetExistsException if the id is taken, by the end at the latest; nothing changed
     */
    Budget create(BudgetSpec spec, Instant now);

    /**
     * Replaces what was decided about a budget. If filter, period or zone change, the old revision stays in force until a new
     * one has been back-filled as {@link #create} does it; the new one has counters
     * back-filled from the ledger and alerts armed; otherwise counters and fired alerts stay, except that an amount raised so
     * that a fired threshold is no longer reached arms that threshold again. Alerts whose thresholds are reached with the
     * change fire with it.
     *
     * @param spec the new decision; its id says which budget
     * @param now when a new revision would begin; decides the current period, for alerts
     * @return the budget as stored
     * @throws UnknownBudgetException if there is no such budget
     */
    Budget update(BudgetSpec spec, Instant now);

    /**
     * Deletes a budget with its counters; its fired alerts stay on record.
     *
     * @return whether there was one
     */
    boolean delete(String budgetId);

    /** The budget with this id; empty if there is none. */
    Optional<Budget> find(String budgetId);

    /** All budgets, ordered by id in {@link CodePointOrder}; empty if there are none. */
    List<Budget> list();

    /**
     * How full budgets are in the period that the instant lies in, in the scope's order; holds that expired by then do not
     * count.
     *
     * @param budgetIds which budgets; all if empty
     * @throws UnknownBudgetException if one of them does not exist
     */
    List<BudgetStatus> statuses(List<String> budgetIds, Instant at);

    /**
     * Weighs an amount against the budgets in scope, as of one moment. Costs the same whatever the number of entries.
     *
     * @param amount zero or more
     * @param scope which budgets
     * @param now decides the periods, and which holds have expired
     * @throws UnknownBudgetException if the scope names a budget that does not exist
     */
    SpendAnswer ask(BigDecimal amount, SpendScope scope, Instant now);

    /**
     * Whether the amount fits every budget in scope: {@link #ask} without the reasons, for a store that has a shorter way.
     *
     * @param amount zero or more
     * @param scope which budgets
     * @param now decides the periods, and which holds have expired
     * @throws UnknownBudgetException if the scope names a budget that does not exist
     */
    default boolean allows(BigDecimal amount, SpendScope scope, Instant now) {
        return ask(amount, scope, now).allowed();
    }

    /**
     * {@link #check(Instant, String)} without a key. If its answer is lost on the way, nobody is given these alerts again.
     *
     * @param now decides the current periods
     * @return ordered by {@link BudgetAlert#ORDER}; empty if nothing is new
     */
    default List<BudgetAlert> check(Instant now) {
        return check(now, null);
    }

    /**
     * Fires what is due in the current periods and returns all alerts that no earlier call returned, each to one caller
     * only, whatever the number of threads and nodes. A call with a key that has returned alerts before returns the same ones
     * and does nothing else, so that a caller whose answer was lost asks again with its key; for what is new it takes a new key.
     * A key that has returned nothing is as good as new.
     *
     * @param now decides the current periods
     * @param key names the answer, 1 to {@value #MAX_CHECK_KEY} characters; null for one that cannot be asked for again
     * @return ordered by {@link BudgetAlert#ORDER}; empty if nothing is new
     */
    List<BudgetAlert> check(Instant now, @Nullable String key);

    /**
     * Fires what is due in the current periods because time went on and nothing else happened: a period began over entries
     * dated ahead. Asks first and changes nothing, nor keeps anybody waiting, if nothing is due. Marks no alert as returned
     * by {@link #check}. May be called by any number of nodes; each alert fires once.
     *
     * @param now decides the current periods
     * @return how many alerts fired; 0 if nothing was due
     */
    int fireDue(Instant now);

    /**
     * All alerts that fired, newest last, whether returned by {@link #check} or not.
     *
     * @param limit the most to return, the newest ones
     */
    List<BudgetAlert> alerts(int limit);

    /**
     * Arms the alerts of every budget's current period again; those whose thresholds are reached fire at once.
     *
     * @param now decides the current periods
     * @return how many budgets there are
     */
    int rearm(Instant now);
}
