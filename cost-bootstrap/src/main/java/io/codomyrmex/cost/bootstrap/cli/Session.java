package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.application.BudgetManager;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.settings.Ledgers;
import io.codomyrmex.cost.bootstrap.settings.Secrets;
import io.codomyrmex.cost.bootstrap.settings.Settings;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.AccessTokenStore;
import io.codomyrmex.cost.store.CostStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run of a command works with. The ledger is opened when a command first needs it. Not thread-safe. */
final class Session implements AutoCloseable {

    private final Terminal terminal;
    private final RootCommand root;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private @Nullable Settings settings;
    private @Nullable CostTracker tracker;
    private @Nullable CostStore store;

    Session(Terminal terminal, RootCommand root, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.root = root;
        this.environment = environment;
        this.clock = clock;
    }

    Terminal terminal() {
        return terminal;
    }

    InstantSource clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** The settings that flags and environment give, checked. */
    Settings settings() {
        Settings known = settings;
        if (known == null) {
            known = Settings.of(root.flags(), environment);
            settings = known;
        }
        return known;
    }

    /** Whether flags or environment say where the ledger is. */
    boolean namesLedger() {
        return Settings.namesLedger(root.flags(), environment);
    }

    /** From now on, another ledger. */
    void use(Settings others) {
        settings = others;
    }

    ZoneId zone() {
        return settings().zone();
    }

    /** The zone, if a flag gives one. */
    @Nullable
    ZoneId zoneFlag() {
        return root.givesZone() ? zone() : null;
    }

    /** The ledger's tracker; opens the ledger. */
    CostTracker tracker() {
        CostTracker opened = tracker;
        if (opened == null) {
            CostStore ledger = Ledgers.open(settings());
            store = ledger;
            opened = new CostTracker(ledger, clock, zone());
            tracker = opened;
        }
        return opened;
    }

    /** The ledger's budgets; opens the ledger. */
    BudgetManager budgets() {
        return new BudgetManager(tracker());
    }

    /**
     * The ledger's tokens; opens the ledger.
     *
     * @throws InvalidInputException if the ledger cannot keep any
     */
    AccessTokenStore tokens() {
        return Ledgers.tokens(tracker().store())
                .orElseThrow(() -> new InvalidInputException(
                        "ledger", Settings.MEMORY, "must be a database: tokens in memory would end with the command"));
    }

    /** Where settings come from that no flag gives. */
    Map<String, String> environment() {
        return environment;
    }

    /** The text without passwords, as far as they are known. */
    String hidden(String text) {
        return settings == null ? Secrets.hidden(text) : Secrets.hidden(text, settings.dbPassword());
    }

    /** Closes the ledger, if it was opened. */
    @Override
    public void close() {
        if (store != null) {
            store.close();
            store = null;
            tracker = null;
        }
    }
}
