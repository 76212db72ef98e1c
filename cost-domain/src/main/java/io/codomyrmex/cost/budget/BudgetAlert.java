package io.codomyrmex.cost.budget;

import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;

/**
 * A budget reached a threshold. Fires once for each (budget, revision, period start, arming, threshold).
 *
 * @param budgetId the budget
 * @param revision the budget's revision when it fired
 * @param period the kind of period
 * @param periodStart the start of the period that the spending belongs to
 * @param arming how often alerts of the period had been armed again, by hand or by a raised amount
 * @param threshold the share of the amount that was reached
 * @param spend what was spent in the period when it fired
 * @param budgetAmount the budget's amount when it fired; above zero
 * @param timestamp when it fired
 * @param late whether the period was over by then: the entry came late
 * @param currency the ledger's currency
 */
public record BudgetAlert(
        String budgetId,
        long revision,
        BudgetPeriod period,
        Instant periodStart,
        int arming,
        BigDecimal threshold,
        BigDecimal spend,
        BigDecimal budgetAmount,
        Instant timestamp,
        boolean late,
        Currency currency) {

    /** Oldest first; what fired together by budget, period and threshold, ascending. */
    public static final Comparator<BudgetAlert> ORDER = Comparator.comparing(BudgetAlert::timestamp)
            .thenComparing(BudgetAlert::budgetId, CodePointOrder.CODE_POINTS)
            .thenComparing(BudgetAlert::periodStart)
            .thenComparing(BudgetAlert::threshold);

    /** Spend ÷ budget amount, rounded HALF_EVEN to 18 decimals. */
    public BigDecimal utilization() {
        return BudgetStatus.ratio(spend, budgetAmount);
    }

    /**
     * One line for people: {@code Budget 'daily_llm' has reached 80% utilization ($80.00/$100.00)}. The percentage is cut
     * off, not rounded, so that 99.6 % does not read as full; the money is rounded HALF_EVEN to the currency's digits.
     */
    public String message() {
        // not by utilization(), which is rounded to 18 decimals
        BigDecimal percent = spend.movePointRight(2).divide(budgetAmount, 0, RoundingMode.DOWN);
        return "Budget '" + budgetId + "' has reached " + percent.toPlainString() + "% utilization (" + money(spend)
                + "/" + money(budgetAmount) + ")";
    }

    private String money(BigDecimal amount) {
        int digits = Math.max(currency.getDefaultFractionDigits(), 0);
        String text = amount.abs().setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        String symbol = currency.getCurrencyCode().equals("USD") ? "$" : currency.getCurrencyCode() + " ";
        return (amount.signum() < 0 ? "-" : "") + symbol + text;
    }
}
