package io.codomyrmex.cost.bootstrap.settings;

import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.AccessTokenStore;
import io.codomyrmex.cost.store.CostStore;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Opens the ledger that the settings name. */
public final class Ledgers {

    private Ledgers() {}

    /**
     * Opens the ledger; creates it, or brings its schema up to date, where needed.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if it cannot be reached
     * @throws io.codomyrmex.cost.input.InvalidInputException if it was created in another currency
     */
    public static CostStore open(Settings settings) {
        return open(settings, callers -> {});
    }

    /**
     * The same, with someone who hears how many callers shared a transaction, where callers do.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if it cannot be reached
     * @throws io.codomyrmex.cost.input.InvalidInputException if it was created in another currency
     */
    public static CostStore open(Settings settings, IntConsumer groups) {
        return settings.dbUrl().equals(Settings.MEMORY)
                ? new InMemoryCostStore(settings.currency())
                : JdbcCostStore.open(jdbc(settings), groups);
    }

    /** The tokens of an open ledger; empty if it cannot keep any, as one in memory. */
    public static Optional<AccessTokenStore> tokens(CostStore store) {
        return store instanceof JdbcCostStore jdbc ? Optional.of(jdbc.accessTokens()) : Optional.empty();
    }

    /**
     * Brings the schema of the ledger up to date, and does nothing else.
     *
     * @throws io.codomyrmex.cost.store.StoreUnavailableException if it cannot be reached
     */
    public static void migrate(Settings settings) {
        if (!settings.dbUrl().equals(Settings.MEMORY)) {
            JdbcCostStore.migrate(jdbc(settings));
        }
    }

    private static JdbcSettings jdbc(Settings settings) {
        return new JdbcSettings(
                settings.dbUrl(),
                settings.dbUser(),
                settings.dbPassword(),
                settings.currency(),
                settings.dbPool(),
                settings.dbTimeout());
    }
}
