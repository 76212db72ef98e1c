package io.codomyrmex.cost.races;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** The rows of a ledger's tables, as they are, with sums as text. */
final class LedgerRows {

    record Entry(
            String id,
            String series,
            String category,
            Map<String, String> tags,
            BigDecimal amount,
            Instant at,
            long seq) {}

    record Hold(String id, String category, Map<String, String> tags, BigDecimal amount, Instant at, String status) {}

    record Budget(
            String id,
            String revision,
            BigDecimal amount,
            String period,
            ZoneId zone,
            String category,
            Map<String, String> tags) {

        boolean covers(String otherCategory, Map<String, String> otherTags) {
            return (category == null || category.equals(otherCategory))
                    && tags.keySet().stream().allMatch(key -> tags.get(key).equals(otherTags.get(key)));
        }

        String key(Instant at) {
            return id + " " + revision + " " + start(at);
        }

        private Instant start(Instant at) {
            LocalDate day = at.atZone(zone).toLocalDate();
            return switch (period) {
                case "hourly" -> at.truncatedTo(ChronoUnit.HOURS);
                case "daily" -> day.atStartOfDay(zone).toInstant();
                case "weekly" ->
                    day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .atStartOfDay(zone)
                            .toInstant();
                default -> day.withDayOfMonth(1).atStartOfDay(zone).toInstant();
            };
        }
    }

    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Entry> entries;
    final List<Hold> holds;
    final List<Budget> budgets;
    final Set<String> alerts;
    final Map<String, String> hours;
    final Map<String, String> days;
    final Map<String, String> balances;
    final long lastSeq;

    private LedgerRows(Connection connection) throws SQLException {
        entries = list(
                connection,
                "select e.*, s.category, s.tags from cost_entry e join cost_series s on s.id = e.series_id"
                        + " order by e.seq",
                row -> new Entry(
                        row.getString("id"),
                        row.getString("series_id"),
                        row.getString("category"),
                        tags(row),
                        row.getBigDecimal("amount"),
                        instant(row, "ts"),
                        row.getLong("seq")));
        holds = list(
                connection,
                "select * from cost_hold order by seq",
                row -> new Hold(
                        row.getString("id"),
                        row.getString("category"),
                        tags(row),
                        row.getBigDecimal("amount"),
                        instant(row, "reserved_at"),
                        row.getString("status")));
        budgets = list(
                connection,
                "select * from budget",
                row -> new Budget(
                        row.getString("id"),
                        row.getString("revision"),
                        row.getBigDecimal("amount"),
                        row.getString("period"),
                        ZoneId.of(row.getString("zone")),
                        row.getString("category"),
                        tags(row)));
        alerts = Set.copyOf(list(
                connection,
                "select * from budget_alert",
                row -> row.getString("budget_id") + " "
                        + row.getString("revision") + " " + instant(row, "period_start") + " " + row.getInt("arming")
                        + " "
                        + canonical(row.getBigDecimal("threshold"))));
        hours = rollup(connection, "rollup_hour");
        days = rollup(connection, "rollup_day");
        balances = new TreeMap<>();
        list(
                connection,
                "select * from budget_balance",
                row -> balances.put(
                        row.getString("budget_id") + " " + row.getString("revision") + " "
                                + instant(row, "period_start"),
                        shown(row.getBigDecimal("spent"), row.getBigDecimal("held"))));
        lastSeq = list(connection, "select seq from ledger", row -> row.getLong("seq"))
                .get(0);
    }

    static LedgerRows read(JdbcSettings ledger) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password())) {
            return new LedgerRows(connection);
        }
    }

    private static <T> List<T> list(Connection connection, String sql, Row<T> mapper) throws SQLException {
        List<T> list = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                list.add(mapper.of(rows));
            }
        }
        return list;
    }

    private static Map<String, String> rollup(Connection connection, String table) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        list(
                connection,
                "select * from " + table,
                row -> rows.put(
                        instant(row, "starts") + " " + row.getString("series_id"),
                        shown(row.getBigDecimal("amount"), row.getBigDecimal("entries"))));
        return rows;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Map<String, String> tags(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("tags"), new TypeReference<Map<String, String>>() {});
    }

    static String canonical(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    /** Two sums. */
    static String shown(BigDecimal one, BigDecimal other) {
        return canonical(one) + " and " + canonical(other);
    }
}
