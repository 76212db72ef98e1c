package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others, with the options that every command has. */
@Command(
        name = "cost",
        versionProvider = Version.class,
        description = "Records what cloud and LLM calls cost, alerts as budgets fill, and answers what may be spent.",
        footer = {
            "",
            "Settings come from the option, else from the environment (COST_DB_URL, COST_DB_USER, COST_DB_PASSWORD,"
                    + " COST_DB_POOL, COST_DB_TIMEOUT, COST_ZONE, COST_CURRENCY), else they have a default.",
            "In KEY=VALUE, \\= stands for an equals sign in the key and \\\\ for a backslash; the value is taken as it is.",
            "Exit codes: 0 done, 1 refused or failed, 2 usage, 3 denied by a budget, 4 the ledger cannot answer."
        })
final class RootCommand implements Runnable {

    @Option(
            names = "--db-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = {
                "The ledger: jdbc:postgresql://..., jdbc:h2:file:... or memory: (default: an H2 file under ~/.cost)."
            })
    private @Nullable String dbUrl;

    @Option(names = "--db-user", scope = ScopeType.INHERIT, paramLabel = "USER", description = "The database user.")
    private @Nullable String dbUser;

    @Option(
            names = "--db-password",
            scope = ScopeType.INHERIT,
            paramLabel = "PASSWORD",
            description = "The database password; COST_DB_PASSWORD keeps it out of the list of processes.")
    private @Nullable String dbPassword;

    @Option(
            names = "--db-pool",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "The most database connections (default: 10).")
    private @Nullable String dbPool;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "DURATION",
            description = "The longest wait for the database: seconds, or ISO 8601 like PT10S (default: 10).")
    private @Nullable String timeout;

    @Option(
            names = "--zone",
            scope = ScopeType.INHERIT,
            paramLabel = "ZONE",
            description = "Where days, weeks and months start, like Europe/Berlin (default: UTC).")
    private @Nullable String zone;

    @Option(
            names = "--currency",
            scope = ScopeType.INHERIT,
            paramLabel = "CODE",
            description = "The ledger's currency, like EUR (default: USD).")
    private @Nullable String currency;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @Spec
    private @Nullable CommandSpec spec;

    /** The settings whose flags were given. */
    Map<Setting, String> flags() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        put(flags, Setting.DB_URL, dbUrl);
        put(flags, Setting.DB_USER, dbUser);
        put(flags, Setting.DB_PASSWORD, dbPassword);
        put(flags, Setting.DB_POOL, dbPool);
        put(flags, Setting.DB_TIMEOUT, timeout);
        put(flags, Setting.ZONE, zone);
        put(flags, Setting.CURRENCY, currency);
        return flags;
    }

    boolean givesZone() {
        return zone != null;
    }

    private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }

    @Override
    public void run() {
        throw MissingCommand.of(spec);
    }
}
