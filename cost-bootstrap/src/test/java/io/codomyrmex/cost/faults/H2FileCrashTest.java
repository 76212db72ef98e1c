package io.codomyrmex.cost.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.Posting;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an H2 file holds at the moment of a crash: a copy of it, made while the ledger is open, is what a killed process
 * leaves. What was acknowledged before is in it, whatever shape the file was left in by the last opening and closing.
 */
@Timeout(300)
class H2FileCrashTest {

    private static final int ROUNDS = Integer.getInteger("cost.rounds", 20);

    @TempDir
    Path folder;

    @Test
    void a_copy_of_the_open_file_has_everything_that_was_acknowledged() throws Exception {
        Map<String, BigDecimal> acknowledged = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (JdbcCostStore store = JdbcCostStore.open(ledger("ledger"))) { // it is closed in good order
                recordAll(store, "fill-" + round, 600, acknowledged);
            }
            try (JdbcCostStore store = JdbcCostStore.open(ledger("ledger"))) {
                for (int call = 0; call <= round % 6; call++) {
                    recordAll(store, "last-" + round + "-" + call, 1, acknowledged);
                }
                Files.copy(
                        folder.resolve("ledger.mv.db"),
                        folder.resolve("copy.mv.db"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            try (JdbcCostStore copy = JdbcCostStore.open(ledger("copy"))) {
                assertThat(Books.entries(copy)).as("round %s", round).containsExactlyInAnyOrderEntriesOf(acknowledged);
            }
        }
    }

    private JdbcSettings ledger(String name) {
        return JdbcSettings.of("jdbc:h2:file:" + folder.resolve(name), Currency.getInstance("USD"))
                .user("sa")
                .password("");
    }

    private static void recordAll(JdbcCostStore store, String prefix, int count, Map<String, BigDecimal> acknowledged) {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            postings.add(Books.posting(prefix + "-" + i, BigDecimal.ONE, Books.NOON));
        }
        store.record(postings, Books.NOON);
        postings.forEach(posting -> acknowledged.put(posting.entry().id(), BigDecimal.ONE));
    }
}
