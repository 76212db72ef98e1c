package io.codomyrmex.cost.bootstrap.settings;

import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.memory.InMemoryCostStore;
import io.codomyrmex.cost.store.CostStore;

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
        return settings.dbUrl().equals(Settings.MEMORY)
                ? new InMemoryCostStore(settings.currency())
                : JdbcCostStore.open(jdbc(settings));
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
