package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.ledger.HoldLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;

/**
 * How full budgets are, by one statement, so as of one moment: the version of the budgets, their counters, and the holds
 * that are overdue but still counted. Its cost depends on the number of budgets alone.
 */
final class StatusQuery {

    private static final String BALANCES = """
            select b.budget_id as id, b.revision as number, b.period_start as starts, b.spent, b.held, b.arming,
                b.fired, '' as category, '' as tags, b.period_start as ends, 'balance' as status
            from\s""";
    private static final String REST = """

            union all
            select id, 0, reserved_at, amount, 0, 0, '', category, tags, expires_at, status from cost_hold
            where status = 'held' and expires_at <= ?
            union all
            select '', budgets_version, null, 0, 0, 0, '', '', '', null, 'version' from ledger where id = 1""";

    private final Database database;
    private final LedgerWriter writer;

    StatusQuery(Database database, LedgerWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** The answer to one statement. */
    private static final class Answer {
        private final Map<BalanceKey, Balance> balances = new HashMap<>();
        private final List<Hold> overdue = new ArrayList<>();
        private long version;
    }

    /**
     * How full the budgets are that are chosen among all.
     *
     * @param overdue hears how many overdue holds were met
     */
    List<BudgetStatus> of(
            String what,
            Instant at,
            Function<Collection<Budget>, ? extends Collection<Budget>> choose,
            IntConsumer overdue) {
        return database.read(what, handle -> {
            LedgerWriter.BudgetsAt known = writer.budgets();
            while (true) {
                List<BalanceKey> keys =
                        known.list().stream().map(budget -> budget.keyAt(at)).toList();
                Answer answer = ask(handle, keys, at);
                if (answer.version == known.version()) {
                    overdue.accept(answer.overdue.size());
                    return choose.apply(known.list()).stream()
                            .map(budget -> HoldLedger.status(
                                    budget,
                                    answer.balances.getOrDefault(budget.keyAt(at), Balance.ZERO),
                                    answer.overdue,
                                    at))
                            .toList();
                }
                known = writer.refreshedBudgets(handle);
            }
        });
    }

    private Answer ask(Handle handle, List<BalanceKey> keys, Instant at) {
        Answer answer = new Answer();
        Script script = new Script(database.dialect());
        RowSet<BalanceKey> rows = LedgerTables.keys(keys);
        List<Object> parameters = new ArrayList<>(List.of(rows.parameters()));
        parameters.add(Rows.bound(at));
        script.query(
                BALANCES + LedgerTables.balances(database.dialect(), rows) + REST,
                row -> {
                    switch (row.getString("status")) {
                        case "version" -> answer.version = row.getLong("number");
                        case "balance" ->
                            answer.balances.put(
                                    new BalanceKey(
                                            row.getString("id"), row.getLong("number"), Rows.instant(row, "starts")),
                                    Rows.balance(row));
                        default -> answer.overdue.add(Rows.hold(row, "spent", "starts", "ends"));
                    }
                },
                parameters.toArray());
        script.run(handle);
        return answer;
    }
}
