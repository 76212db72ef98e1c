package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.budget.BudgetStatus;
import io.codomyrmex.cost.gate.BudgetVerdict;
import io.codomyrmex.cost.gate.SpendAnswer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the gate says. */
public final class GateView {

    private static final List<String> FIELDS =
            List.of("id", "limit", "spent", "held", "remaining", "period_end", "exceeded");

    private GateView() {}

    /** The answer in a sentence, and what each applicable budget says; a budget that binds is named. */
    public static String table(BigDecimal amount, SpendAnswer answer, Currency currency) {
        Table table = new Table("budget", "limit", "spent", "held", "remaining", "period ends", "verdict");
        for (BudgetVerdict verdict : answer.budgets()) {
            BudgetStatus status = verdict.status();
            table.row(
                    status.budget().id(),
                    status.budget().amount(),
                    status.spent(),
                    status.held(),
                    status.remaining(),
                    status.period().end().toString(),
                    word(verdict, answer));
        }
        return sentence(Shown.amount(amount) + " " + currency, answer) + "\n" + table.text();
    }

    private static String sentence(String amount, SpendAnswer answer) {
        return answer.binding()
                .map(binding -> "denied: " + amount + " exceeds budget '"
                        + Shown.line(binding.status().budget().id()) + "', which has "
                        + Shown.amount(binding.status().remaining()) + " left until "
                        + binding.status().period().end())
                .orElse(
                        answer.budgets().isEmpty()
                                ? "allowed: no budget applies to " + amount
                                : "allowed: " + amount + " fits every budget that applies");
    }

    private static String word(BudgetVerdict verdict, SpendAnswer answer) {
        if (answer.binding().filter(verdict::equals).isPresent()) {
            return "exceeded, binds";
        }
        boolean enforced = verdict.status().budget().spec().enforced();
        return verdict.exceeded() ? "exceeded" : enforced ? "fits" : "alert-only";
    }

    /** A row for each applicable budget. */
    public static Csv csv(JsonNode answer) {
        List<String> header = new ArrayList<>(List.of("allowed"));
        header.addAll(FIELDS);
        List<List<String>> rows = new ArrayList<>();
        for (List<String> budget : Csv.of(FIELDS, answer.path("budgets")).rows()) {
            List<String> row = new ArrayList<>(List.of(answer.path("allowed").toString()));
            row.addAll(budget);
            rows.add(row);
        }
        return new Csv(header, rows);
    }
}
