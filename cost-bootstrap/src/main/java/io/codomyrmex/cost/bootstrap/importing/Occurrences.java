package io.codomyrmex.cost.bootstrap.importing;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts how often each of many hashes came. Nearly all come once, so these lie in a plain array (open addressing),
 * at 16 to 32 bytes each: a file of ten million rows stays affordable. Two contents whose first 64 bits are equal
 * only get another number, still the same one at each import of the file.
 */
final class Occurrences {

    private long[] table = new long[1 << 12];
    private int size;
    private final Map<Long, Integer> repeated = new HashMap<>();

    /** How often this hash came before; the hash counts from now on. */
    int before(long hash) {
        long key = hash == 0 ? 1 : hash; // 0 marks a free place
        if (add(key)) {
            return 0;
        }
        return repeated.merge(key, 1, Integer::sum);
    }

    private boolean add(long key) {
        int at = place(table, key);
        if (table[at] == key) {
            return false;
        }
        table[at] = key;
        if (++size > table.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long key : table) {
            if (key != 0) {
                larger[place(larger, key)] = key;
            }
        }
        table = larger;
    }

    private static int place(long[] table, long key) {
        int at = (int) key & (table.length - 1);
        while (table[at] != 0 && table[at] != key) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }
}
