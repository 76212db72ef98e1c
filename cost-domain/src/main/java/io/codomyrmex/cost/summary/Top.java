package io.codomyrmex.cost.summary;

import io.codomyrmex.cost.input.AmountRule;
import io.codomyrmex.cost.input.CodePointOrder;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many groups of a breakdown are shown: the largest ones. All others are one figure, the {@link Rest}. The largest are those
 * whose sums are the furthest from zero, so that a large credit is seen; equal ones go by name in {@link CodePointOrder}.
 *
 * @param groups the most groups that are shown, 1 to {@value #MAX}
 */
public record Top(int groups) {

    /** The most groups that can be asked for. */
    public static final int MAX = 1_000;

    private static final String RULE = "must be a whole number from 1 to " + MAX;

    /**
     * @throws InvalidInputException if the number is out of range
     */
    public Top {
        if (groups < 1 || groups > MAX) {
            throw new InvalidInputException("top", groups, RULE);
        }
    }

    /**
     * Reads a number of groups.
     *
     * @param field the option's name, for errors
     * @throws InvalidInputException if it is none, or out of range
     */
    public static Top of(String field, @Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX) {
            throw new InvalidInputException(field, text, RULE);
        }
        return new Top(Integer.parseInt(text));
    }

    /**
     * The order in which the largest come first.
     *
     * @param name the name of a group
     */
    public static <K> Comparator<Map.Entry<K, BigDecimal>> largestFirst(Function<? super K, String> name) {
        Comparator<Map.Entry<K, BigDecimal>> bySize = Comparator.comparing(
                (Map.Entry<K, BigDecimal> group) -> group.getValue().abs());
        return bySize.reversed().thenComparing(group -> name.apply(group.getKey()), CodePointOrder.CODE_POINTS);
    }

    /** A breakdown cut in two. */
    record Split<K>(Map<K, BigDecimal> shown, Rest rest) {}

    <K> Split<K> split(Map<K, BigDecimal> sums, Function<? super K, String> name) {
        List<Map.Entry<K, BigDecimal>> all = new ArrayList<>(sums.entrySet());
        if (all.size() > groups) {
            all.sort(largestFirst(name));
        }
        Map<K, BigDecimal> shown = new HashMap<>();
        all.subList(0, Math.min(groups, all.size())).forEach(group -> shown.put(group.getKey(), group.getValue()));
        List<Map.Entry<K, BigDecimal>> others = all.subList(shown.size(), all.size());
        BigDecimal amount = others.stream().map(Map.Entry::getValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Split<>(shown, new Rest(AmountRule.canonical(amount), others.size()));
    }
}
