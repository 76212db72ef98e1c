package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OccurrencesTest {

    @Test
    void counts_like_a_map_through_many_enlargements() {
        long seed = 20260301;
        Random random = new Random(seed);
        Occurrences occurrences = new Occurrences();
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            long hash = random.nextInt(10) == 0 ? random.nextInt(50) : random.nextLong();
            int before = expected.merge(hash == 0 ? 1 : hash, 1, Integer::sum) - 1;
            assertThat(occurrences.before(hash)).as("seed %d, step %d", seed, i).isEqualTo(before);
        }
    }
}
