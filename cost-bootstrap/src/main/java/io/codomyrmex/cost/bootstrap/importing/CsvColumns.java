package io.codomyrmex.cost.bootstrap.importing;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Where the columns of a CSV file are. Columns without a name are left out. */
final class CsvColumns {

    static final int ABSENT = -1;

    private final NavigableMap<String, Integer> places = new TreeMap<>();
    private final SourceFile source;

    /**
     * @throws io.codomyrmex.cost.input.InvalidInputException if a name is there twice
     */
    CsvColumns(List<String> header, SourceFile source) {
        this.source = source;
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (!name.isBlank() && places.putIfAbsent(name, i) != null) {
                throw source.wrong("must not have the column " + Quoted.of(name) + " twice");
            }
        }
    }

    /** Names and places, ordered by name. */
    NavigableMap<String, Integer> places() {
        return Collections.unmodifiableNavigableMap(places);
    }

    /** The column's place, or {@link #ABSENT}. */
    int find(String name) {
        return places.getOrDefault(name, ABSENT);
    }

    /**
     * The column's place.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if there is none
     */
    int require(String name) {
        int place = find(name);
        if (place == ABSENT) {
            throw source.wrong("must have a column " + name);
        }
        return place;
    }
}
