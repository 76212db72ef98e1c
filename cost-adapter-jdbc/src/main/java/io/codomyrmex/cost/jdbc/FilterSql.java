package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.entry.CostFilter;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/** A filter as a condition on series, the alias {@code s}. */
final class FilterSql {

    private final StringBuilder sql = new StringBuilder("true");
    private final Map<String, String> bindings = new TreeMap<>();

    FilterSql(CostFilter filter) {
        if (filter.category() != null) {
            sql.append(" and s.category = :filter_category");
            bindings.put("filter_category", filter.category().wireName());
        }
        if (filter.resourceId() != null) {
            sql.append(" and s.resource_id = :filter_resource");
            bindings.put("filter_resource", filter.resourceId());
        }
        int tag = 0;
        for (Map.Entry<String, String> entry : filter.tags().entrySet()) {
            sql.append(
                            " and exists (select 1 from cost_series_tag t where t.series_id = s.id and t.tag_key = :filter_key")
                    .append(tag)
                    .append(" and t.tag_value = :filter_value")
                    .append(tag)
                    .append(')');
            bindings.put("filter_key" + tag, entry.getKey());
            bindings.put("filter_value" + tag, entry.getValue());
            tag++;
        }
    }

    /** The condition. */
    String condition() {
        return sql.toString();
    }

    /** Binds what the condition names. */
    <S extends SqlStatement<S>> S bind(S statement) {
        bindings.forEach(statement::bind);
        return statement;
    }
}
