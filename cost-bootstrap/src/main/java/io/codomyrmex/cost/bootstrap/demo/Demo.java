package io.codomyrmex.cost.bootstrap.demo;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.importing.CostColumn;
import io.codomyrmex.cost.bootstrap.importing.ImportFormat;
import io.codomyrmex.cost.bootstrap.importing.ImportListener;
import io.codomyrmex.cost.bootstrap.importing.ImportProblem;
import io.codomyrmex.cost.bootstrap.importing.ImportReport;
import io.codomyrmex.cost.bootstrap.importing.ImportRequest;
import io.codomyrmex.cost.bootstrap.importing.Importer;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.time.BudgetPeriod;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the demo does to a ledger. Done again on the same ledger it adds only the charges of days since. Whatever the day of
 * the month, some alerts have fired, {@link #ALLOWED} is allowed for {@code llm_inference} and {@link #DENIED} is not.
 */
public final class Demo {

    /** An amount that fits. */
    public static final BigDecimal ALLOWED = new BigDecimal("1.00");
    /** An amount that does not fit. */
    public static final BigDecimal DENIED = new BigDecimal("80.00");

    private static final int MANY = 1_000;

    private static final List<BudgetSpec> BUDGETS = List.of(
            budget("demo all", "1900", BudgetPeriod.MONTHLY),
            budget("demo llm", "400", BudgetPeriod.MONTHLY).category(CostCategory.LLM_INFERENCE),
            budget("demo search", "12", BudgetPeriod.DAILY).tags(Map.of("team", "search")),
            budget("demo research", "120", BudgetPeriod.MONTHLY)
                    .tags(Map.of("team", "research"))
                    .enforced(false));

    private final CostTracker tracker;
    private final BudgetManager budgets;
    private final Instant now;

    /**
     * @param tracker of the ledger that it is done to
     */
    public Demo(CostTracker tracker) {
        this.tracker = tracker;
        this.budgets = new BudgetManager(tracker);
        this.now = tracker.clock().instant();
    }

    /** Creates the demo's budgets, those that are not there yet. */
    public void createBudgets() {
        for (BudgetSpec spec : BUDGETS) {
            if (budgets.find(spec.id()).isEmpty()) {
                budgets.create(spec);
            }
        }
    }

    /**
     * Writes the bill as a FOCUS file and imports it.
     *
     * @param file where it is written
     */
    public ImportReport importBill(Path file) {
        new DemoBill(now, tracker.store().currency()).write(file);
        return new Importer(tracker).run(new ImportRequest(file, ImportFormat.FOCUS, CostColumn.BILLED), new Strict());
    }

    /** The current month; of the tags, those that the bill itself has. */
    public CostSummary month() {
        TimeRange month = BudgetPeriod.MONTHLY.containing(now, ZoneOffset.UTC);
        CostSummary all = tracker.summary(month, CostFilter.ALL);
        Map<String, Map<String, BigDecimal>> tags = new TreeMap<>(all.byTag());
        tags.keySet().removeIf(key -> key.startsWith("focus/"));
        return new CostSummary(all.range(), all.total(), all.entryCount(), all.byCategory(), all.byResource(), tags);
    }

    /** How full the demo's budgets are. */
    public List<BudgetStatus> statuses() {
        return BUDGETS.stream().map(spec -> budgets.status(spec.id())).toList();
    }

    /** The alerts of the demo's budgets for their current periods, whether anyone has checked or not. */
    public List<BudgetAlert> alerts() {
        List<BudgetStatus> current = statuses();
        return budgets.alerts(MANY).stream()
                .filter(alert -> current.stream().anyMatch(status -> isFor(alert, status)))
                .toList();
    }

    private static boolean isFor(BudgetAlert alert, BudgetStatus status) {
        return alert.budgetId().equals(status.budget().id())
                && alert.revision() == status.budget().revision()
                && alert.periodStart().equals(status.period().start());
    }

    private static BudgetSpec budget(String name, String amount, BudgetPeriod period) {
        return BudgetSpec.of(name, new BigDecimal(amount), period);
    }

    /** The bill has no bad row. */
    private static final class Strict implements ImportListener {
        @Override
        public void rejected(ImportProblem problem) {
            throw new IllegalStateException("demo bill: " + problem.message());
        }

        @Override
        public void progress(long bytesRead, long bytesTotal) {}
    }
}
