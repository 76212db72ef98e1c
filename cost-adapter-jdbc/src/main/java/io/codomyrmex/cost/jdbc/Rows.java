package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetAlert;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldStatus;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.TagsRule;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;

/** How rows become values: one mapper for each record. */
final class Rows {

    static final String ENTRY_COLUMNS =
            "e.id, e.amount, e.description, e.metadata, e.ts, s.category, s.resource_id, s.tags";
    static final String BUDGET_COLUMNS =
            "id, name, amount, period, zone, category, tags, alert_thresholds, enforced, revision, since";
    static final String HOLD_COLUMNS = "id, amount, category, tags, reserved_at, expires_at, status";
    static final String ALERT_COLUMNS =
            "budget_id, revision, period, period_start, arming, threshold, spend, budget_amount, fired_at, late";

    static final RowMapper<CostEntry> ENTRY = (row, context) -> entry(row);

    static final RowMapper<Budget> BUDGET = (row, context) -> budget(row);

    static final RowMapper<Hold> HOLD = (row, context) -> hold(row);

    static final RowMapper<Balance> BALANCE = (row, context) -> balance(row);

    private Rows() {}

    @SuppressWarnings(
            "NullAway") // javac leaves the type annotation of a compact constructor's parameter out of the class
    static CostEntry entry(ResultSet row) throws SQLException {
        return Stored.row(
                "cost_entry",
                text(row, "id"),
                () -> new CostEntry(
                        text(row, "id"),
                        amount(row, "amount"),
                        category(row, "cost_series"),
                        text(row, "description"),
                        text(row, "resource_id"),
                        Stored.value(row, "cost_series", "tags", JsonText::tags),
                        Stored.value(row, "cost_entry", "metadata", JsonText::metadata),
                        instant(row, "ts")));
    }

    static Budget budget(ResultSet row) throws SQLException {
        return Stored.row(
                "budget",
                text(row, "id"),
                () -> new Budget(
                        new BudgetSpec(
                                text(row, "id"),
                                text(row, "name"),
                                amount(row, "amount"),
                                period(row, "budget"),
                                Stored.value(row, "budget", "zone", ZoneId::of),
                                new CostFilter(
                                        row.getString("category") == null ? null : category(row, "budget"),
                                        null,
                                        Stored.value(row, "budget", "tags", JsonText::tags)),
                                Stored.value(row, "budget", "alert_thresholds", Rows::thresholdsOf),
                                row.getBoolean("enforced")),
                        row.getLong("revision"),
                        instant(row, "since")));
    }

    static Hold hold(ResultSet row) throws SQLException {
        return hold(row, "amount", "reserved_at", "expires_at");
    }

    static Hold hold(ResultSet row, String amount, String reservedAt, String expiresAt) throws SQLException {
        return Stored.row(
                "cost_hold",
                text(row, "id"),
                () -> new Hold(
                        text(row, "id"),
                        amount(row, amount),
                        category(row, "cost_hold"),
                        Stored.value(row, "cost_hold", "tags", tags -> TagsRule.kept("tags", JsonText.tags(tags))),
                        instant(row, reservedAt),
                        instant(row, expiresAt),
                        Stored.value(
                                row,
                                "cost_hold",
                                "status",
                                status -> HoldStatus.valueOf(status.toUpperCase(Locale.ROOT)))));
    }

    static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                amount(row, "spent"),
                amount(row, "held"),
                row.getInt("arming"),
                Stored.value(row, "budget_balance", "fired", Rows::thresholdsOf));
    }

    static RowMapper<BudgetAlert> alert(Currency currency) {
        return (row, context) -> Stored.row(
                "budget_alert",
                text(row, "budget_id"),
                () -> new BudgetAlert(
                        text(row, "budget_id"),
                        row.getLong("revision"),
                        period(row, "budget_alert"),
                        instant(row, "period_start"),
                        row.getInt("arming"),
                        amount(row, "threshold"),
                        amount(row, "spend"),
                        amount(row, "budget_amount"),
                        instant(row, "fired_at"),
                        row.getBoolean("late"),
                        currency));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime bound(Instant instant) {
        // Instant.atOffset would make the zone's rules anew each time
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC)
                .atOffset(ZoneOffset.UTC);
    }

    static BigDecimal amount(ResultSet row, String column) throws SQLException {
        return AmountRule.canonical(row.getBigDecimal(column));
    }

    static String thresholds(List<BigDecimal> thresholds) {
        return thresholds.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(","));
    }

    private static List<BigDecimal> thresholdsOf(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(threshold -> AmountRule.canonical(new BigDecimal(threshold)))
                        .toList();
    }

    /** The category of a row, which has one. */
    static CostCategory category(ResultSet row, String table) throws SQLException {
        return Stored.value(row, table, "category", name -> CostCategory.of("category", name));
    }

    private static BudgetPeriod period(ResultSet row, String table) throws SQLException {
        return Stored.value(row, table, "period", name -> BudgetPeriod.of("period", name));
    }

    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw new StoreFaultException("column " + column + " is null, which the schema rules out", null);
        }
        return text;
    }
}
