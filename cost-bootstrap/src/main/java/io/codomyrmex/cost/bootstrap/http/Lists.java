package io.codomyrmex.cost.bootstrap.http;

import java.util.List;
import java.util.stream.Stream;

/** Lists that do not change. */
final class Lists {

    private Lists() {}

    static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
