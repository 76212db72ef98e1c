package io.codomyrmex.cost.races;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/**
 * The tables of a ledger as a sequential program would have left them: adds the entries up in the order in which they were
 * committed, with nothing of the product's own rules, and compares. A second opinion, so it is written out in full.
 */
final class LedgerReplay {

    private record Entry(
            String id, String series, String category, Map<String, String> tags, BigDecimal amount, Instant at, long seq) {}

    private record Hold(
            String id, String category, Map<String, String> tags, BigDecimal amount, Instant at, String status) {}

    private record Budget(
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
                    day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(zone).toInstant();
                default -> day.withDayOfMonth(1).atStartOfDay(zone).toInstant();
            };
        }
    }

    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Entry> entries;
    private final List<Hold> holds;
    private final List<Budget> budgets;
    private final Set<String> alerts;
    private final Map<String, String> hours;
    private final Map<String, String> days;
    private final Map<String, String> balances;
    private final long lastSeq;

    private LedgerReplay(Connection connection) throws SQLException {
        entries = list(connection, "select e.*, s.category, s.tags from cost_entry e join cost_series s on s.id = e.series_id"
                + " order by e.seq", row -> new Entry(
                row.getString("id"),
                row.getString("series_id"),
                row.getString("category"),
                tags(row),
                row.getBigDecimal("amount"),
                instant(row, "ts"),
                row.getLong("seq")));
        holds = list(connection, "select * from cost_hold order by seq", row -> new Hold(
                row.getString("id"),
                row.getString("category"),
                tags(row),
                row.getBigDecimal("amount"),
                instant(row, "reserved_at"),
                row.getString("status")));
        budgets = list(connection, "select * from budget", row -> new Budget(
                row.getString("id"),
                row.getString("revision"),
                row.getBigDecimal("amount"),
                row.getString("period"),
                ZoneId.of(row.getString("zone")),
                row.getString("category"),
                tags(row)));
        alerts = Set.copyOf(list(connection, "select * from budget_alert", row -> row.getString("budget_id") + " "
                + row.getString("revision") + " " + instant(row, "period_start") + " " + row.getInt("arming") + " "
                + canonical(row.getBigDecimal("threshold"))));
        hours = rollup(connection, "rollup_hour");
        days = rollup(connection, "rollup_day");
        balances = new TreeMap<>();
        list(connection, "select * from budget_balance", row -> balances.put(
                row.getString("budget_id") + " " + row.getString("revision") + " " + instant(row, "period_start"),
                shown(row.getBigDecimal("spent"), row.getBigDecimal("held"))));
        lastSeq = list(connection, "select seq from ledger", row -> row.getLong("seq")).get(0);
    }

    static LedgerReplay read(JdbcSettings ledger) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password())) {
            return new LedgerReplay(connection);
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
        list(connection, "select * from " + table, row -> rows.put(
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

    private static String shown(BigDecimal one, BigDecimal other) {
        return canonical(one) + " and " + canonical(other);
    }

    /** Two sums that grow together. */
    private static final class Sums {
        private final Map<String, BigDecimal[]> sums = new TreeMap<>();

        void add(String key, BigDecimal one, BigDecimal other) {
            BigDecimal[] sum = sums.computeIfAbsent(key, k -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
            sum[0] = sum[0].add(one);
            sum[1] = sum[1].add(other);
        }

        Map<String, String> shown() {
            Map<String, String> shown = new TreeMap<>();
            sums.forEach((key, sum) -> shown.put(key, LedgerReplay.shown(sum[0], sum[1])));
            return shown;
        }
    }

    /** Every rollup and every counter is what the entries and holds add up to, and there are no others. */
    void assertSumsFollow() {
        Sums byHour = new Sums();
        Sums byDay = new Sums();
        for (Entry entry : entries) {
            assertThat(entry.seq()).isBetween(1L, lastSeq);
            byHour.add(entry.at().truncatedTo(ChronoUnit.HOURS) + " " + entry.series(), entry.amount(), BigDecimal.ONE);
            byDay.add(entry.at().truncatedTo(ChronoUnit.DAYS) + " " + entry.series(), entry.amount(), BigDecimal.ONE);
        }
        assertThat(hours).isEqualTo(byHour.shown());
        assertThat(days).isEqualTo(byDay.shown());
        assertThat(withoutZeros(balances)).isEqualTo(withoutZeros(counters().shown()));
        Set<String> revisions =
                budgets.stream().map(budget -> budget.id() + " " + budget.revision()).collect(Collectors.toSet());
        assertThat(balances.keySet()).allMatch(key -> revisions.contains(key.substring(0, key.lastIndexOf(' '))));
    }

    private Sums counters() {
        Sums counters = new Sums();
        for (Budget budget : budgets) {
            for (Entry entry : entries) {
                if (budget.covers(entry.category(), entry.tags())) {
                    counters.add(budget.key(entry.at()), entry.amount(), BigDecimal.ZERO);
                }
            }
            for (Hold hold : holds) {
                if (hold.status().equals("held") && budget.covers(hold.category(), hold.tags())) {
                    counters.add(budget.key(hold.at()), BigDecimal.ZERO, hold.amount());
                }
            }
        }
        return counters;
    }

    /** A counter that came back to zero may be there or not. */
    private static Map<String, String> withoutZeros(Map<String, String> sums) {
        Map<String, String> rest = new TreeMap<>(sums);
        rest.values().removeIf("0 and 0"::equals);
        return rest;
    }

    /** In no period is more spent and held than these budgets allow. */
    void assertNotOver(String... ids) {
        Map<String, BigDecimal> limits =
                budgets.stream().collect(Collectors.toMap(Budget::id, Budget::amount));
        Map<String, BigDecimal[]> sums = counters().sums;
        for (String id : ids) {
            assertThat(sums.keySet()).anyMatch(key -> key.startsWith(id + " "));
            sums.forEach((key, sum) -> {
                if (key.startsWith(id + " ")) {
                    assertThat(sum[0].add(sum[1])).as(key).isLessThanOrEqualTo(limits.get(id));
                }
            });
        }
    }

    Map<String, String> entryAmounts() {
        return amounts(entries, Entry::id, Entry::amount);
    }

    Map<String, String> holdAmounts() {
        return amounts(holds, Hold::id, Hold::amount);
    }

    private static <T> Map<String, String> amounts(
            List<T> rows, Function<T, String> id, Function<T, BigDecimal> amount) {
        Map<String, String> amounts = new HashMap<>();
        rows.forEach(row -> amounts.put(id.apply(row), canonical(amount.apply(row))));
        assertThat(amounts).hasSameSizeAs(rows);
        return amounts;
    }

    Set<String> holdsThatAre(String... statuses) {
        return holds.stream()
                .filter(hold -> Arrays.asList(statuses).contains(hold.status()))
                .map(Hold::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> alerts() {
        return alerts;
    }
}
