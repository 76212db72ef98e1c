package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.AlertView;
import io.codomyrmex.cost.bootstrap.cli.view.BudgetView;
import io.codomyrmex.cost.bootstrap.cli.view.GateView;
import io.codomyrmex.cost.bootstrap.cli.view.ImportView;
import io.codomyrmex.cost.bootstrap.cli.view.SummaryView;
import io.codomyrmex.cost.bootstrap.demo.Demo;
import io.codomyrmex.cost.bootstrap.demo.DemoFolder;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.SpendScope;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what the program does, on a bill of its own. */
@Command(
        name = "demo",
        description =
                "Imports a small bill, makes budgets, and shows the summary, the alerts and what may be spent. Uses a"
                        + " ledger of its own that is thrown away, unless --db-url or COST_DB_URL names one.")
final class DemoCommand implements Callable<Integer> {

    private static final SpendScope ASKED = new SpendScope.Covering(CostCategory.LLM_INFERENCE, Map.of());

    private final Session session;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (DemoFolder folder = DemoFolder.create()) {
            String where = session.settings().shownUrl();
            if (!session.namesLedger()) {
                session.use(session.settings().embedded(folder.file("ledger")));
                where = "a ledger of its own, thrown away afterwards";
            }
            try {
                show(new Demo(session.tracker()), folder, where);
            } finally {
                session.close();
            }
        }
        return ExitCodes.DONE;
    }

    private void show(Demo demo, DemoFolder folder, String where) {
        Currency currency = session.settings().currency();
        heading("The bill of this and last month, in " + where);
        demo.createBudgets();
        print(ImportView.table(demo.importBill(folder.file("bill.csv")), currency));
        heading("Where this month's money went");
        print(SummaryView.table(demo.month(), currency, session.terminal().bars()));
        heading("How full the budgets are");
        print(BudgetView.table(demo.statuses(), session.terminal().bars()));
        heading("Alerts that fired, each once");
        print(AlertView.table(demo.alerts()));
        ask(Demo.ALLOWED);
        ask(Demo.DENIED);
    }

    private void ask(BigDecimal amount) {
        Currency currency = session.settings().currency();
        heading("can-spend " + amount + " --category llm_inference");
        print(GateView.table(amount, session.budgets().ask(amount, ASKED), currency));
    }

    private void heading(String text) {
        print("\n== " + text + "\n\n");
    }

    private void print(String text) {
        session.terminal().out().print(text);
    }
}
