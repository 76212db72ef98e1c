package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Rest;
import io.codomyrmex.cost.summary.Top;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A summary, with a bar for each part, scaled to the largest. */
public final class SummaryView {

    private static final int MAX_ROWS = 15;

    private SummaryView() {}

    /** For people. Of many resources or tag values the largest are shown, if the summary is not limited itself. */
    public static String table(CostSummary summary, Currency currency, Bars bars) {
        StringBuilder text = new StringBuilder()
                .append("total    ")
                .append(Shown.amount(summary.total()))
                .append(' ')
                .append(currency)
                .append('\n')
                .append("entries  ")
                .append(summary.entryCount())
                .append('\n')
                .append("period   ")
                .append(Shown.range(summary.range()))
                .append('\n');
        Map<String, BigDecimal> categories = new TreeMap<>();
        summary.byCategory().forEach((category, amount) -> categories.put(category.wireName(), amount));
        CostSummary.Rests rests = summary.rests();
        text.append(part("category", categories, rests == null ? null : rests.byCategory(), bars));
        text.append(part("resource", summary.byResource(), rests == null ? null : rests.byResource(), bars));
        summary.byTag()
                .forEach((key, amounts) -> text.append(part(
                        "tag " + key,
                        amounts,
                        rests == null ? null : rests.byTag().get(key),
                        bars)));
        return text.toString();
    }

    private static String part(String name, Map<String, BigDecimal> amounts, @Nullable Rest rest, Bars bars) {
        if (amounts.isEmpty()) {
            return "";
        }
        List<Map.Entry<String, BigDecimal>> largest = new ArrayList<>(amounts.entrySet());
        largest.sort(Top.largestFirst(key -> key));
        BigDecimal scale = largest.get(0).getValue().abs();
        Table table = new Table(name, "amount", "");
        int shown = rest == null ? Math.min(MAX_ROWS, largest.size()) : largest.size();
        for (Map.Entry<String, BigDecimal> row : largest.subList(0, shown)) {
            table.row(row.getKey(), row.getValue(), bars.bar(row.getValue(), scale));
        }
        if (rest != null && rest.groups() > 0) {
            return "\n" + table.text() + " and " + rest.groups() + " more: " + Shown.amount(rest.amount()) + "\n";
        }
        int more = largest.size() - shown;
        return "\n" + table.text() + (more > 0 ? " and " + more + " more: see --format csv\n" : "");
    }

    /**
     * One row for the total and for each part. Of a limited summary, also one for the rest of each breakdown: it has no name, but the
     * number of groups in it in a column of its own.
     */
    public static Csv csv(CostSummary summary) {
        Csv whole = groups(summary);
        CostSummary.Rests rests = summary.rests();
        if (rests == null) {
            return whole;
        }
        List<List<String>> rows = new ArrayList<>();
        whole.rows().forEach(row -> rows.add(List.of(row.get(0), row.get(1), row.get(2), "")));
        rows.add(rest("category", rests.byCategory()));
        rows.add(rest("resource", rests.byResource()));
        rests.byTag().forEach((key, rest) -> rows.add(rest("tag:" + key, rest)));
        return new Csv(List.of("group", "name", "amount", "rest_groups"), rows);
    }

    private static List<String> rest(String group, Rest rest) {
        return List.of(group, "", rest.amount().toPlainString(), Long.toString(rest.groups()));
    }

    private static Csv groups(CostSummary summary) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("total", "", summary.total().toPlainString()));
        summary.byCategory()
                .forEach((category, amount) ->
                        rows.add(List.of("category", category.wireName(), amount.toPlainString())));
        summary.byResource()
                .forEach((resource, amount) -> rows.add(List.of("resource", resource, amount.toPlainString())));
        summary.byTag()
                .forEach((key, amounts) -> amounts.forEach(
                        (value, amount) -> rows.add(List.of("tag:" + key, value, amount.toPlainString()))));
        return new Csv(List.of("group", "name", "amount"), rows);
    }
}
