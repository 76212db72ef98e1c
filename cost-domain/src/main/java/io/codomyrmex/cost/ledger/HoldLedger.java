package io.codomyrmex.cost.ledger;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.BudgetVerdict;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldCommit;
import io.codomyrmex.cost.gate.HoldConflictException;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.gate.UnknownHoldException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The rules by which money is held, spent and freed, within one transaction of a store. */
public final class HoldLedger {

    private final LedgerState state;
    private final Ledger ledger;

    /**
     * @param state the transaction's state
     */
    public HoldLedger(LedgerState state) {
        this.state = state;
        this.ledger = new Ledger(state);
    }

    /**
     * Decides over every enforced budget that covers the request; see {@link
     * io.codomyrmex.cost.store.SpendGate#reserve}.
     *
     * @throws HoldConflictException if the id is taken by a hold of other content
     */
    public SpendDecision reserve(HoldRequest request, Instant now) {
        Hold known = state.hold(request.id());
        if (known != null) {
            if (!request.repeats(known)) {
                throw new HoldConflictException(
                        known, "is taken by other content: " + known.amount().toPlainString() + " were asked for");
            }
            return new SpendDecision.Known(known.asOf(now));
        }
        sweep(now);
        List<Budget> budgets = new SpendScope.Covering(request.category(), request.tags()).among(state.budgets());
        SpendAnswer answer = SpendAnswer.of(request.amount(), statuses(budgets, now));
        if (!answer.allowed()) {
            return new SpendDecision.Denied(answer, reason(request, answer));
        }
        Hold hold = request.grantedAt(now);
        state.hold(hold);
        addHeld(hold, hold.amount());
        return new SpendDecision.Granted(hold, answer);
    }

    private static String reason(HoldRequest request, SpendAnswer answer) {
        BudgetStatus binding = answer.binding()
                .map(BudgetVerdict::status)
                .orElseThrow(() -> new IllegalStateException("nothing binds"));
        return "budget '" + binding.budget().id() + "' has "
                + binding.remaining().toPlainString() + " left of "
                + binding.budget().amount().toPlainString() + ", asked for "
                + request.amount().toPlainString();
    }

    private List<BudgetStatus> statuses(List<Budget> budgets, Instant now) {
        List<BudgetStatus> statuses = new ArrayList<>(budgets.size());
        for (Budget budget : budgets) {
            statuses.add(status(budget, state.balance(budget.keyAt(now)), List.of(), now));
        }
        return statuses;
    }

    /**
     * How full a budget is as of a moment.
     *
     * @param balance its counter of the period
     * @param overdue holds that are overdue by then but still in the counter; they no longer count
     */
    public static BudgetStatus status(Budget budget, Balance balance, Collection<Hold> overdue, Instant at) {
        BigDecimal held = balance.held();
        BalanceKey key = budget.keyAt(at);
        for (Hold hold : overdue) {
            if (hold.isCoveredBy(budget) && budget.keyAt(hold.reservedAt()).equals(key)) {
                held = held.subtract(hold.amount());
            }
        }
        return new BudgetStatus(budget, budget.periodAt(at), balance.spent(), held);
    }

    /** Notes down which holds have expired, and frees what they held. */
    public void sweep(Instant now) {
        for (Hold hold : List.copyOf(state.overdue(now))) {
            addHeld(hold, hold.amount().negate());
            state.hold(hold.status(HoldStatus.EXPIRED));
        }
    }

    /**
     * Records what was spent of a hold and frees it; see {@link io.codomyrmex.cost.store.SpendGate#commit}.
     *
     * @throws UnknownHoldException if there is no such hold
     * @throws HoldConflictException if it was released or committed with other content, or an entry has its id
     */
    public RecordResult commit(HoldCommit commit, Instant now) {
        Hold hold = known(commit.holdId());
        if (hold.status() == HoldStatus.RELEASED) {
            throw new HoldConflictException(
                    hold,
                    "was released and cannot be committed; record the cost as an entry if it was spent after all");
        }
        boolean first = hold.status() != HoldStatus.COMMITTED;
        if (first && state.entry(hold.id()) != null) {
            throw new HoldConflictException(hold, "cannot be committed: an entry with its id was recorded by itself");
        }
        RecordResult result = ledger.record(commit.posting(hold), now);
        if (result instanceof RecordResult.Conflict conflict) {
            throw new HoldConflictException(
                    hold,
                    "is committed with other content: "
                            + conflict.stored().amount().toPlainString() + " spent");
        }
        if (first) {
            if (hold.status() == HoldStatus.HELD) {
                addHeld(hold, hold.amount().negate());
            }
            state.hold(hold.status(HoldStatus.COMMITTED));
        }
        return result;
    }

    /**
     * Frees a hold; see {@link io.codomyrmex.cost.store.SpendGate#release}.
     *
     * @return the hold as it is afterwards
     * @throws UnknownHoldException if there is no such hold
     */
    public Hold release(String holdId, Instant now) {
        Hold hold = known(holdId);
        if (hold.status() != HoldStatus.HELD) {
            return hold;
        }
        addHeld(hold, hold.amount().negate());
        Hold freed = hold.status(hold.isOverdue(now) ? HoldStatus.EXPIRED : HoldStatus.RELEASED);
        state.hold(freed);
        return freed;
    }

    private Hold known(String holdId) {
        Hold hold = state.hold(holdId);
        if (hold == null) {
            throw new UnknownHoldException(holdId);
        }
        return hold;
    }

    private void addHeld(Hold hold, BigDecimal amount) {
        addHeld(hold, amount, state.budgets());
        addHeld(hold, amount, state.pending());
    }

    private void addHeld(Hold hold, BigDecimal amount, Collection<Budget> budgets) {
        for (Budget budget : budgets) {
            if (hold.isCoveredBy(budget)) {
                BalanceKey key = budget.keyAt(hold.reservedAt());
                state.balance(key, state.balance(key).hold(amount));
            }
        }
    }
}
