package io.codomyrmex.cost.races;

import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.gate.BudgetVerdict;
import io.codomyrmex.cost.gate.HoldRequest;
import io.codomyrmex.cost.gate.SpendAnswer;
import io.codomyrmex.cost.gate.SpendDecision;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A thousand reservations of 1.00 against budgets; each of two processes asks for every other one. */
enum Reservations {
    /** One budget of 100.00. */
    SINGLE {
        @Override
        List<BudgetSpec> budgets() {
            return List.of(daily("b", "100.00"));
        }
    },
    /** Ten budgets, by category, by tag, by both and by neither, that are full at different times. */
    OVERLAPPING {
        @Override
        List<BudgetSpec> budgets() {
            return List.of(
                    daily("all", "150"),
                    daily("all_weekly", "170").period(BudgetPeriod.WEEKLY),
                    daily("all_hourly", "145").period(BudgetPeriod.HOURLY),
                    daily("compute", "20").category(CostCategory.COMPUTE),
                    daily("storage", "60").category(CostCategory.STORAGE),
                    daily("network", "33").category(CostCategory.NETWORK),
                    daily("team_0", "25").tags(Map.of("team", "0")),
                    daily("team_1", "70").tags(Map.of("team", "1")),
                    daily("blue", "52").tags(Map.of("env", "blue")),
                    daily("other_2", "9").category(CostCategory.OTHER).tags(Map.of("team", "2")));
        }
    };

    static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");

    private static final List<CostCategory> CATEGORIES =
            List.of(CostCategory.COMPUTE, CostCategory.STORAGE, CostCategory.NETWORK, CostCategory.OTHER);

    abstract List<BudgetSpec> budgets();

    /** All requests of a seed, in an order that is the same in every process. */
    List<HoldRequest> requests(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HoldRequest> requests = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Map<String, String> tags =
                    Map.of("team", "" + random.nextInt(4), "env", random.nextBoolean() ? "blue" : "green");
            requests.add(new HoldRequest(
                    "h" + i,
                    new BigDecimal("1.00"),
                    CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                    tags,
                    HoldRequest.DEFAULT_TTL));
        }
        return requests;
    }

    private static BudgetSpec daily(String id, String amount) {
        return BudgetSpec.of(id, new BigDecimal(amount), BudgetPeriod.DAILY);
    }

    /** Whether a grant fits into every enforced budget of its answer, and a denial does not fit into those it blames. */
    static boolean isJustified(SpendDecision decision, BigDecimal amount) {
        if (decision instanceof SpendDecision.Granted granted) {
            return enforced(granted.answer()).allMatch(verdict -> fits(verdict, amount));
        }
        if (!(decision instanceof SpendDecision.Denied denied)) {
            return false;
        }
        List<BudgetVerdict> blamed =
                enforced(denied.answer()).filter(BudgetVerdict::exceeded).toList();
        return !blamed.isEmpty() && blamed.stream().noneMatch(verdict -> fits(verdict, amount));
    }

    private static Stream<BudgetVerdict> enforced(SpendAnswer answer) {
        return answer.budgets().stream()
                .filter(verdict -> verdict.status().budget().spec().enforced());
    }

    private static boolean fits(BudgetVerdict verdict, BigDecimal amount) {
        BudgetStatus status = verdict.status();
        return amount.signum() == 0
                || status.spent()
                                .add(status.held())
                                .add(amount)
                                .compareTo(status.budget().amount())
                        <= 0;
    }
}
