package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.RangeSlice;
import io.codomyrmex.cost.summary.Rest;
import io.codomyrmex.cost.summary.Top;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Breakdowns limited to the largest groups, as {@link Top} has it. The database adds the others up, so that what it sends does not
 * grow with the groups.
 */
final class LimitedQueries {

    /** The largest groups of each part, the others of a part together without a name, and the total. */
    private static final String SUMMARY = """
            with s as (
                select s.id, s.category, s.resource_id, r.amount, r.entries
                from %s r join cost_series s on s.id = r.series_id where %s),
            groups as (
                select 'category' as part, '' as tag_key, s.category as name, sum(s.amount) as amount from s
                group by s.category
                union all
                select 'resource', '', s.resource_id, sum(s.amount) from s
                where s.resource_id <> '' group by s.resource_id
                union all
                select 'tag', t.tag_key, t.tag_value, sum(s.amount) from s
                join cost_series_tag t on t.series_id = s.id group by t.tag_key, t.tag_value),
            ordered as (
                select part, tag_key, name, amount, row_number() over (
                    partition by part, tag_key order by abs(amount) desc, %s) as place
                from groups)
            select part, tag_key, case when place <= :top then name end as name, sum(amount) as amount,
                count(*) as number
            from ordered group by 1, 2, 3
            union all
            select 'total', '', null, coalesce(sum(amount), 0), coalesce(sum(entries), 0) from s
            """;

    private static final String SERIES = """
            with sums as (%s),
            ordered as (
                select grp, row_number() over (order by abs(amount) desc, %s) as place
                from (select grp, sum(amount) as amount from sums group by grp) g)
            select s.at, case when o.place <= :top then s.grp end as grp, sum(s.amount) as amount
            from sums s join ordered o on o.grp = s.grp group by 1, 2
            union all
            select null, null, count(*) from ordered where place > :top
            """;

    private final Map<CostCategory, BigDecimal> byCategory = new EnumMap<>(CostCategory.class);
    private final Map<String, BigDecimal> byResource = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> byTag = new HashMap<>();
    private final Map<String, Rest> tagRests = new HashMap<>();
    private Rest categories = Rest.NONE;
    private Rest resources = Rest.NONE;
    private BigDecimal total = BigDecimal.ZERO;
    private long entries;

    private LimitedQueries() {}

    static CostSummary summarize(Handle handle, Dialect dialect, TimeRange range, CostFilter costFilter, Top top) {
        FilterSql filter = new FilterSql(costFilter);
        List<RangeSlice> slices = RangeSlice.of(range);
        Query query = handle.createQuery(
                SUMMARY.formatted(SummaryQueries.sums(slices), filter.condition(), dialect.byCodePoint("name")));
        filter.bind(query).bind("top", top.groups());
        SummaryQueries.bind(query, slices);
        LimitedQueries read = new LimitedQueries();
        query.map((row, context) -> {
                    read.add(row);
                    return true;
                })
                .forEach(added -> {});
        read.byTag.keySet().forEach(key -> read.tagRests.putIfAbsent(key, Rest.NONE));
        return new CostSummary(
                range,
                read.total,
                read.entries,
                read.byCategory,
                read.byResource,
                read.byTag,
                new CostSummary.Rests(read.categories, read.resources, read.tagRests));
    }

    private void add(ResultSet row) throws SQLException {
        String name = row.getString("name");
        String key = Rows.text(row, "tag_key");
        BigDecimal amount = AmountRule.canonical(row.getBigDecimal("amount"));
        long number = row.getLong("number");
        switch (Rows.text(row, "part")) {
            case "category" -> addCategory(name, amount, number);
            case "resource" -> addResource(name, amount, number);
            case "tag" -> addTag(key, name, amount, number);
            default -> {
                total = amount;
                entries = number;
            }
        }
    }

    private void addCategory(@Nullable String name, BigDecimal amount, long number) {
        if (name == null) {
            categories = new Rest(amount, number);
        } else {
            byCategory.put(CostCategory.of("category", name), amount);
        }
    }

    private void addResource(@Nullable String name, BigDecimal amount, long number) {
        if (name == null) {
            resources = new Rest(amount, number);
        } else {
            byResource.put(name, amount);
        }
    }

    private void addTag(String key, @Nullable String value, BigDecimal amount, long number) {
        if (value == null) {
            tagRests.put(key, new Rest(amount, number));
        } else {
            byTag.computeIfAbsent(key, missing -> new HashMap<>()).put(value, amount);
        }
    }

    /** The largest groups of {@code (at, grp, amount)}; see {@link SummaryQueries} for the rows that are not of a group. */
    static String largest(String sums, Dialect dialect) {
        return SERIES.formatted(sums, dialect.byCodePoint("grp"));
    }
}
