package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Brings a database to the schema that this version of the store works with. */
final class Migrations {

    /** The version of the newest migration. */
    static final int VERSION = 10;

    private static final Logger LOG = System.getLogger(Migrations.class.getName());
    private static final String LOCATION = "classpath:io/codomyrmex/cost/jdbc/migration/";
    private static final String HISTORY = "cost_schema_history";

    private static final int MAX_TRIES = 60;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private record Step(int version, boolean success) {}

    private Migrations() {}

    /**
     * Whether the schema is up to date and the ledger is there, so that opening it has nothing to write. One that is newer is
     * as good: nodes of both versions work on a ledger while the newer one is rolled out.
     */
    static boolean isComplete(Handle handle) {
        if (!exists(handle, HISTORY) || !exists(handle, "ledger")) {
            return false;
        }
        List<Step> steps = handle.createQuery("select version, success from " + HISTORY + " where version is not null")
                .map((row, context) -> new Step(row.getInt("version"), row.getBoolean("success")))
                .list();
        int version = steps.stream().mapToInt(Step::version).max().orElse(0);
        if (version > VERSION) {
            LOG.log(
                    Level.WARNING,
                    "the schema has version " + version + ", which is newer than this program's, " + VERSION);
        }
        return version >= VERSION
                && steps.stream().allMatch(Step::success)
                && handle.createQuery("select 1 from ledger where id = 1")
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
    }

    private static boolean exists(Handle handle, String table) {
        return handle.createQuery("select 1 from information_schema.tables"
                        + " where table_schema = current_schema and table_name = :table")
                .bind("table", table)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /**
     * Runs the migrations that are missing, and creates the ledger's row.
     *
     * @throws StoreUnavailableException if the database only reads
     */
    static void run(DataSource dataSource, Dialect dialect, Currency currency) {
        Jdbi jdbi = Jdbi.create(dataSource);
        if (jdbi.withHandle(dialect::isReadOnly)) {
            throw new StoreUnavailableException(
                    "the schema is not up to date, and the database only reads: migrate it where it can be written",
                    null);
        }
        migrate(dataSource, dialect);
        jdbi.useHandle(handle -> handle.createUpdate("""
                                insert into ledger (id, currency, seq, budgets_version) values (1, :currency, 0, 0)
                                on conflict do nothing""")
                .bind("currency", currency.getCurrencyCode())
                .execute());
    }

    /** Tries again where a lock was not to be had: whoever waits for one for long holds up all who record. */
    private static void migrate(DataSource dataSource, Dialect dialect) {
        for (int tries = 1; ; tries++) {
            try {
                configuration(dialect).dataSource(dataSource).load().migrate();
                return;
            } catch (FlywayException e) {
                if (tries == MAX_TRIES || !SqlFailures.isLockRefused(e)) {
                    throw e;
                }
                LOG.log(Level.INFO, "the migration waits for others who use the tables");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** All but the place of the database. */
    static FluentConfiguration configuration(Dialect dialect) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .locations(LOCATION + "common", LOCATION + dialect.folder())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }
}
