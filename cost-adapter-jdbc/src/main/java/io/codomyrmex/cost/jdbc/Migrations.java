package io.codomyrmex.cost.jdbc;

import java.util.Currency;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;

/** Brings a database to the schema that this version of the store works with. */
final class Migrations {

    private static final String LOCATION = "classpath:io/codomyrmex/cost/jdbc/migration/";

    private Migrations() {}

    /** Runs the migrations that are missing, and creates the ledger's row; does nothing if all is there. */
    static void run(DataSource dataSource, Dialect dialect, Currency currency) {
        configuration(dialect).dataSource(dataSource).load().migrate();
        Jdbi.create(dataSource)
                .useHandle(handle -> handle.createUpdate("""
                                insert into ledger (id, currency, seq, budgets_version) values (1, :currency, 0, 0)
                                on conflict do nothing""")
                        .bind("currency", currency.getCurrencyCode())
                        .execute());
    }

    /** All but the place of the database. */
    static FluentConfiguration configuration(Dialect dialect) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .locations(LOCATION + "common", LOCATION + dialect.folder())
                .table("cost_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }
}
