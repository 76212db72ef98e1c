package io.codomyrmex.cost.application;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.TextRule;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.SpendGate;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Keeps budgets, tells how full they are, and answers whether something may be spent. Thread-safe if its store is. */
public final class BudgetManager {

    private final BudgetStore store;
    private final SpendGate gate;
    private final InstantSource clock;
    private final IdSource holdIds;

    /** A manager of the budgets in the tracker's store, by the tracker's clock. */
    public BudgetManager(CostTracker tracker) {
        this.store = tracker.store().budgets();
        this.gate = tracker.store().gate();
        this.clock = tracker.clock();
        this.holdIds = new TimeOrderedIds("hold_", clock);
    }

    /**
     * Creates an enforced budget in UTC that covers everything, with the default thresholds.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if a value breaks its rule
     * @throws io.codomyrmex.cost.budget.BudgetExistsException if the id made of the name is taken
     */
    public Budget create(String name, BigDecimal amount, BudgetPeriod period) {
        return create(BudgetSpec.of(name, amount, period));
    }

    /**
     * Creates a budget; its counters are back-filled from the ledger, and its alerts fire for what is spent already.
     *
     * @throws io.codomyrmex.cost.budget.BudgetExistsException if the id is taken
     */
    public Budget create(BudgetSpec spec) {
        return StoreCall.logged("budget create", () -> store.create(spec, clock.instant()));
    }

    /**
     * Changes a budget to this. If filter, period or zone change, its counters are back-filled and its alerts armed anew. A
     * raised amount arms thresholds that are no longer reached. Alerts whose thresholds are reached by the change fire with it.
     *
     * @throws UnknownBudgetException if there is none with the spec's id
     */
    public Budget update(BudgetSpec spec) {
        return StoreCall.logged("budget update", () -> store.update(spec, clock.instant()));
    }

    /** Deletes a budget; false if there was none. */
    public boolean delete(String budgetId) {
        return StoreCall.logged("budget delete", () -> store.delete(checked(budgetId)));
    }

    /** The budget with this id; empty if there is none. */
    public Optional<Budget> find(String budgetId) {
        return StoreCall.logged("budget find", () -> store.find(checked(budgetId)));
    }

    /** All budgets, ordered by id. */
    public List<Budget> list() {
        return StoreCall.logged("budget list", store::list);
    }

    /** How full every budget is in its current period, ordered by id. */
    public List<BudgetStatus> statuses() {
        return StoreCall.logged("budget status", () -> store.statuses(List.of(), clock.instant()));
    }

    /**
     * How full a budget is in its current period.
     *
     * @throws UnknownBudgetException if there is no such budget
     */
    public BudgetStatus status(String budgetId) {
        return StoreCall.logged("budget status", () -> store.statuses(List.of(checked(budgetId)), clock.instant()))
                .get(0);
    }

    /**
     * How full a budget is after a change that is made by now. A store that fails is asked once more.
     *
     * @throws OutcomeUnknownException if it cannot be told; says that the change is made
     */
    public BudgetStatus statusAfterChange(String budgetId) {
        try {
            return status(budgetId);
        } catch (CostException first) {
            return statusOnceMore(budgetId);
        }
    }

    private BudgetStatus statusOnceMore(String budgetId) {
        try {
            return status(budgetId);
        } catch (CostException e) {
            throw new OutcomeUnknownException(
                    "budget id '" + budgetId + "' is changed as asked, but how full it is cannot be told: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Spent ÷ amount of the current period; 0 for a zero budget.
     *
     * @throws UnknownBudgetException if there is no such budget
     */
    public BigDecimal utilization(String budgetId) {
        return status(budgetId).utilization();
    }

    /**
     * The alerts that are new since the last check by anyone, ascending; each is returned to one caller only. If its answer is
     * lost, they are not returned again: see {@link #checkBudgets(String)}.
     */
    public List<BudgetAlert> checkBudgets() {
        return StoreCall.logged("budget check", () -> store.check(clock.instant()));
    }

    /**
     * Like {@link #checkBudgets()}, with a key that the same answer can be asked for again with, should it be lost. A key that
     * has returned alerts returns the same ones ever after, so each check that is to find new ones needs a new key.
     *
     * @param key 1 to 200 printable characters
     * @throws io.codomyrmex.cost.input.InvalidInputException if the key is blank, too long or not printable
     */
    public List<BudgetAlert> checkBudgets(String key) {
        String checked = TextRule.id("key", key, BudgetStore.MAX_CHECK_KEY);
        return StoreCall.logged("budget check", () -> store.check(clock.instant(), checked));
    }

    /**
     * Fires the alerts that time alone made due: a period began over entries dated ahead. To be called again and again, by as
     * many nodes as like; all else that fires an alert does so in its own transaction. Unlike other calls it leaves logging a
     * failure to its caller, who will call again.
     *
     * @return how many fired
     * @throws StoreUnavailableException if the store cannot answer; the next call fires them
     */
    public int fireDueAlerts() {
        return store.fireDue(clock.instant());
    }

    /**
     * The newest alerts that fired, oldest first, whether returned by a check or not.
     *
     * @param limit the most to return
     */
    public List<BudgetAlert> alerts(int limit) {
        return StoreCall.logged("alerts", () -> store.alerts(limit));
    }

    /**
     * Arms the alerts of all current periods again, and fires those whose thresholds are reached; returns how many budgets there
     * are.
     */
    public int resetPeriodAlerts() {
        return StoreCall.logged("reset alerts", () -> store.rearm(clock.instant()));
    }

    /** Whether no enforced budget would be exceeded by this amount; see {@link #ask}. False if the store cannot answer. */
    public boolean canSpend(BigDecimal amount) {
        return allowed(amount, SpendScope.ALL);
    }

    /**
     * Whether this budget would not be exceeded by the amount. False if the store cannot answer.
     *
     * @throws UnknownBudgetException if there is no such budget
     */
    public boolean canSpend(BigDecimal amount, String budgetId) {
        return allowed(amount, new SpendScope.Named(budgetId));
    }

    /** Whether no budget that covers such a cost would be exceeded by it. False if the store cannot answer. */
    public boolean canSpend(BigDecimal amount, CostCategory category, Map<String, String> tags) {
        return allowed(amount, new SpendScope.Covering(category, tags));
    }

    private boolean allowed(BigDecimal amount, SpendScope scope) {
        BigDecimal checked = AmountRule.zeroOrMore("amount", amount);
        try {
            return StoreCall.logged("can-spend", () -> store.allows(checked, scope, clock.instant()));
        } catch (StoreUnavailableException | OutcomeUnknownException | StoreFaultException e) {
            return false; // logged by then; the gate denies when it does not know
        }
    }

    /**
     * What every budget in scope says to an amount. Advice: two callers may both hear yes.
     *
     * @param amount zero or more
     * @throws io.codomyrmex.cost.input.InvalidInputException if the amount is negative or breaks a rule
     * @throws UnknownBudgetException if the scope names a budget that does not exist
     * @throws StoreUnavailableException if the store cannot answer
     */
    public SpendAnswer ask(BigDecimal amount, SpendScope scope) {
        BigDecimal checked = AmountRule.zeroOrMore("amount", amount);
        return StoreCall.logged("can-spend", () -> store.ask(checked, scope, clock.instant()));
    }

    /**
     * Holds an amount for ten minutes in every budget that covers such a cost; see {@link #reserve(HoldRequest)}.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if a value breaks its rule
     */
    public SpendDecision reserve(BigDecimal amount, CostCategory category, Map<String, String> tags) {
        return reserve(new HoldRequest(newHoldId(), amount, category, tags, HoldRequest.DEFAULT_TTL));
    }

    /** An id for a hold whose caller gives none. */
    public String newHoldId() {
        return holdIds.next();
    }

    /**
     * Holds an amount if it fits in every enforced budget that covers it: one decision, which no other call can come
     * between. Spend only what {@link SpendDecision#spendable} gives. An id that was asked before is never granted again. If
     * the store cannot answer, the decision is {@link SpendDecision.Unanswered}; a hold that it made nonetheless expires by
     * itself, and asking again with the same id finds it.
     *
     * @throws io.codomyrmex.cost.gate.HoldConflictException if the id is taken by a hold of other content
     * @throws StoreFaultException if the store never can; nothing is held
     */
    public SpendDecision reserve(HoldRequest request) {
        try {
            return StoreCall.logged("reserve", () -> gate.reserve(request, clock.instant()));
        } catch (StoreUnavailableException | OutcomeUnknownException e) {
            return new SpendDecision.Unanswered(e); // logged by then
        }
    }

    /** Like {@link #reserve(HoldRequest)}, without a thread that waits; see {@link CostTracker#offerAllAsync}. */
    public CompletableFuture<SpendDecision> reserveAsync(HoldRequest request) {
        return StoreCall.loggedAsync("reserve", gate.reserveAsync(request, clock.instant()))
                .exceptionally(BudgetManager::orUnanswered);
    }

    private static SpendDecision orUnanswered(Throwable failure) {
        Throwable cause = StoreCall.cause(failure);
        if (cause instanceof CostException away && StoreCall.isUnanswered(cause)) {
            return new SpendDecision.Unanswered(away);
        }
        throw new CompletionException(cause);
    }

    /**
     * Records what was spent of a hold and frees it. The entry has the hold's id, category and tags, and counts in the
     * period in which the money was held. Repeating it changes nothing.
     *
     * @return the entry as stored
     * @throws io.codomyrmex.cost.gate.UnknownHoldException if there is no such hold
     * @throws io.codomyrmex.cost.gate.HoldConflictException if it was released, or committed with other content
     */
    public CostEntry commit(String holdId, BigDecimal actual) {
        RecordResult result = commit(HoldCommit.of(holdId, actual));
        return result instanceof RecordResult.Duplicate duplicate
                ? duplicate.entry()
                : ((RecordResult.Recorded) result).entry();
    }

    /**
     * Like {@link #commit(String, BigDecimal)}, with more to say about the entry.
     *
     * @return recorded, or duplicate
     * @throws io.codomyrmex.cost.gate.UnknownHoldException if there is no such hold
     * @throws io.codomyrmex.cost.gate.HoldConflictException if it was released, or committed with other content
     */
    public RecordResult commit(HoldCommit commit) {
        return StoreCall.logged("commit", () -> gate.commit(commit, clock.instant()));
    }

    /** Like {@link #commit(HoldCommit)}, without a thread that waits; see {@link CostTracker#offerAllAsync}. */
    public CompletableFuture<RecordResult> commitAsync(HoldCommit commit) {
        return StoreCall.loggedAsync("commit", gate.commitAsync(commit, clock.instant()));
    }

    /** Like {@link #release}, without a thread that waits; see {@link CostTracker#offerAllAsync}. */
    public CompletableFuture<Hold> releaseAsync(String holdId) {
        return StoreCall.loggedAsync("release", gate.releaseAsync(checked(holdId), clock.instant()));
    }

    /**
     * Frees a hold; one that is no longer held stays as it is.
     *
     * @return the hold as it is afterwards
     * @throws io.codomyrmex.cost.gate.UnknownHoldException if there is no such hold
     */
    public Hold release(String holdId) {
        return StoreCall.logged("release", () -> gate.release(checked(holdId), clock.instant()));
    }

    /** The hold with this id, as of now; empty if there is none. */
    public Optional<Hold> findHold(String holdId) {
        return StoreCall.logged("find hold", () -> gate.find(checked(holdId), clock.instant()));
    }

    /** An id to look for: one that no store could hold is refused, before it is asked. */
    private static String checked(String id) {
        return TextRule.bounded("id", id, CostEntry.MAX_ID);
    }
}
