package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.summary.Top;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A summary, with a bar for each part, scaled to the largest. */
public final class SummaryView {

    private static final int MAX_ROWS = 15;

    private SummaryView() {}

    /** For people. Of many resources or tag values the largest are shown. */
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
        text.append(part("category", categories, bars));
        text.append(part("resource", summary.byResource(), bars));
        summary.byTag().forEach((key, amounts) -> text.append(part("tag " + key, amounts, bars)));
        return text.toString();
    }

    private static String part(String name, Map<String, BigDecimal> amounts, Bars bars) {
        if (amounts.isEmpty()) {
            return "";
        }
        List<Map.Entry<String, BigDecimal>> largest = new ArrayList<>(amounts.entrySet());
        largest.sort(Top.largestFirst(key -> key));
        BigDecimal scale = largest.get(0).getValue().abs();
        Table table = new Table(name, "amount", "");
        for (Map.Entry<String, BigDecimal> row : largest.subList(0, Math.min(MAX_ROWS, largest.size()))) {
            table.row(row.getKey(), row.getValue(), bars.bar(row.getValue(), scale));
        }
        int more = largest.size() - MAX_ROWS;
        return "\n" + table.text() + (more > 0 ? " and " + more + " more: see --format csv\n" : "");
    }

    /** One row for the total and for each part. */
    public static Csv csv(CostSummary summary) {
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
