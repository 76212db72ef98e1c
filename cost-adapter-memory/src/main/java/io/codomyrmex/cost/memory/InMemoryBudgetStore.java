package io.codomyrmex.cost.memory;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetExistsException;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendScope;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.ledger.HoldLedger;
import io.codomyrmex.cost.ledger.Ledger;
import io.codomyrmex.cost.store.BudgetStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The budget ledger of an {@link InMemoryCostStore}. */
final class InMemoryBudgetStore implements BudgetStore {

    private final Access access;
    private final Runnable unlocked;
    private volatile Headroom headroom = Headroom.NONE;

    /**
     * @param unlocked run in the middle of each back-fill, while nothing is locked
     */
    InMemoryBudgetStore(Access access, Runnable unlocked) {
        this.access = access;
        this.unlocked = unlocked;
    }

    @Override
    public Budget create(BudgetSpec spec, Instant now) {
        Instant since = InstantRule.kept("now", now);
        String what = "create a budget";
        Backfill backfill = access.write(what, books -> {
            refuseTaken(books, spec.id());
            return begin(books, spec, since);
        });
        return complete(what, backfill, books -> refuseTaken(books, spec.id()));
    }

    private static void refuseTaken(Books books, String budgetId) {
        if (books.budget(budgetId) != null) {
            throw new BudgetExistsException(budgetId);
        }
    }

    @Override
    public Budget update(BudgetSpec spec, Instant now) {
        Instant since = InstantRule.kept("now", now);
        String what = "update a budget";
        Begun begun = access.write(what, books -> {
            Budget old = existing(books, spec.id());
            if (!spec.countsLike(old.spec())) {
                Backfill backfill = begin(books, spec, since);
                return new Begun(backfill.budget(), backfill);
            }
            Budget changed = new Budget(spec, old.revision(), old.since());
            books.keep(changed);
            Transaction.run(books, (Ledger ledger) -> ledger.amend(changed, old.amount(), since));
            return new Begun(changed, null);
        });
        return begun.backfill() == null
                ? begun.budget()
                : complete(what, begun.backfill(), books -> existing(books, spec.id()));
    }

    /** A changed budget, with its back-fill if that must be done before it is in force. */
    private record Begun(Budget budget, @Nullable Backfill backfill) {}

    private static Budget existing(Books books, String budgetId) {
        Budget budget = books.budget(budgetId);
        if (budget == null) {
            throw new UnknownBudgetException(budgetId);
        }
        return budget;
    }

    /** Begins a revision with counters of its own. */
    private static Backfill begin(Books books, BudgetSpec spec, Instant since) {
        Backfill backfill = new Backfill(new Budget(spec, books.nextRevision(), since));
        books.backfills().add(backfill);
        return backfill;
    }

    /**
     * Back-fills a revision, letting others in again and again, and puts it in the place of the one before, if any.
     *
     * @param check refuses, by throwing, if the budget may no longer come into force
     */
    private Budget complete(String what, Backfill backfill, Consumer<Books> check) {
        try {
            while (access.read(what, backfill::scan)) {
                unlocked.run();
            }
            unlocked.run();
            return access.write(what, books -> {
                check.accept(books);
                Budget budget = backfill.budget();
                books.backfills().remove(backfill);
                books.replace(budget, backfill.complete(books));
                Transaction.run(books, (Ledger ledger) -> ledger.fireDue(budget, budget.since()));
                return budget;
            });
        } catch (RuntimeException | Error e) {
            access.tidy(books -> books.backfills().remove(backfill));
            throw e;
        }
    }

    @Override
    public boolean delete(String budgetId) {
        return access.write("delete a budget", books -> books.remove(budgetId));
    }

    @Override
    public Optional<Budget> find(String budgetId) {
        return access.read("find a budget", books -> Optional.ofNullable(books.budget(budgetId)));
    }

    @Override
    public List<Budget> list() {
        return access.read("list budgets", books -> List.copyOf(books.budgets()));
    }

    @Override
    public List<BudgetStatus> statuses(List<String> budgetIds, Instant at) {
        List<String> ids = List.copyOf(budgetIds);
        return read("tell how full budgets are", at, books -> {
            Collection<Budget> all = books.budgets();
            List<Budget> asked = new ArrayList<>();
            for (String id : ids) {
                asked.addAll(new SpendScope.Named(id).among(all));
            }
            return List.copyOf(statuses(books, ids.isEmpty() ? all : asked, at));
        });
    }

    private <T> T read(String what, Instant at, Function<Books, T> reading) {
        return access.readOptimistically(
                what, books -> books.holds().isSettledFor(at), books -> books.settleHolds(at), reading);
    }

    @Override
    public SpendAnswer ask(BigDecimal amount, SpendScope scope, Instant now) {
        return read(
                "ask the gate",
                now,
                books -> SpendAnswer.of(amount, statuses(books, scope.among(books.budgets()), now)));
    }

    @Override
    public boolean allows(BigDecimal amount, SpendScope scope, Instant now) {
        if (!(scope instanceof SpendScope.All)) {
            return ask(amount, scope, now).allowed();
        }
        Headroom known = headroom;
        if (!known.isFor(now) || !access.unchangedSince(known.stamp())) {
            known = headroom(now);
            headroom = known;
        }
        return known.fits(amount);
    }

    private Headroom headroom(Instant now) {
        long stamp = access.stamp();
        return read(
                "ask the gate",
                now,
                books -> Headroom.of(
                        stamp,
                        statuses(books, SpendScope.ALL.among(books.budgets()), now),
                        books.holds().settledFrom(),
                        books.holds().settledUntil()));
    }

    /** As of a moment that the holds are settled for. */
    private static List<BudgetStatus> statuses(Books books, Collection<Budget> budgets, Instant at) {
        List<BudgetStatus> statuses = new ArrayList<>(budgets.size());
        for (Budget budget : budgets) {
            statuses.add(HoldLedger.status(budget, books.liveBalance(budget.keyAt(at)), List.of(), at));
        }
        return statuses;
    }

    @Override
    public List<BudgetAlert> check(Instant now, @Nullable String key) {
        Instant kept = InstantRule.kept("now", now);
        return access.write("check budgets", books -> {
            List<BudgetAlert> again = key == null ? List.of() : books.alerts().claimedUnder(key);
            if (!again.isEmpty()) {
                return again;
            }
            Transaction.run(books, (Ledger ledger) -> ledger.fireDue(kept));
            return books.alerts().claim(key);
        });
    }

    @Override
    public int fireDue(Instant now) {
        Instant kept = InstantRule.kept("now", now);
        boolean due = access.read(
                "look for due alerts",
                books -> books.budgets().stream().anyMatch(budget -> Ledger.isDue(budget, books::balance, kept)));
        if (!due) {
            return 0;
        }
        return access.write(
                "fire due alerts", books -> Transaction.run(books, (Ledger ledger) -> ledger.fireDue(kept)));
    }

    @Override
    public List<BudgetAlert> alerts(int limit) {
        return access.read("list alerts", books -> books.alerts().newest(limit));
    }

    @Override
    public int rearm(Instant now) {
        Instant kept = InstantRule.kept("now", now);
        return access.write("re-arm alerts", books -> Transaction.run(books, (Ledger ledger) -> ledger.rearm(kept)));
    }
}
