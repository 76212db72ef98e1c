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
import org.jspecify.annotations.Nullable;

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
        return new CostEntry(
                text(row, "id"),
                amount(row, "amount"),
                CostCategory.of("category", row.getString("category")),
                text(row, "description"),
                text(row, "resource_id"),
                JsonText.tags(text(row, "tags")),
                JsonText.metadata(text(row, "metadata")),
                instant(row, "ts"));
    }

    static Budget budget(ResultSet row) throws SQLException {
        return new Budget(
                new BudgetSpec(
                        text(row, "id"),
                        text(row, "name"),
                        amount(row, "amount"),
                        BudgetPeriod.of("period", row.getString("period")),
                        ZoneId.of(text(row, "zone")),
                        new CostFilter(category(row.getString("category")), null, JsonText.tags(text(row, "tags"))),
                        thresholds(text(row, "alert_thresholds")),
                        row.getBoolean("enforced")),
                row.getLong("revision"),
                instant(row, "since"));
    }

    static Hold hold(ResultSet row) throws SQLException {
        return hold(row, "amount", "reserved_at", "expires_at");
    }

    static Hold hold(ResultSet row, String amount, String reservedAt, String expiresAt) throws SQLException {
        return new Hold(
                text(row, "id"),
                amount(row, amount),
                CostCategory.of("category", row.getString("category")),
                TagsRule.kept("tags", JsonText.tags(text(row, "tags"))),
                instant(row, reservedAt),
                instant(row, expiresAt),
                HoldStatus.valueOf(text(row, "status").toUpperCase(Locale.ROOT)));
    }

    static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                amount(row, "spent"), amount(row, "held"), row.getInt("arming"), thresholds(text(row, "fired")));
    }

    static RowMapper<BudgetAlert> alert(Currency currency) {
        return (row, context) -> new BudgetAlert(
                text(row, "budget_id"),
                row.getLong("revision"),
                BudgetPeriod.of("period", row.getString("period")),
                instant(row, "period_start"),
                row.getInt("arming"),
                amount(row, "threshold"),
                amount(row, "spend"),
                amount(row, "budget_amount"),
                instant(row, "fired_at"),
                row.getBoolean("late"),
                currency);
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

    private static List<BigDecimal> thresholds(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(threshold -> AmountRule.canonical(new BigDecimal(threshold)))
                        .toList();
    }

    private static @Nullable CostCategory category(@Nullable String wireName) {
        return wireName == null ? null : CostCategory.of("category", wireName);
    }

    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw new SQLException("column " + column + " is null, which the schema rules out");
        }
        return text;
    }
}
