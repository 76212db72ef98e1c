package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.store.StoreFaultException;
import java.util.Currency;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database whose encoding cannot hold every text. */
class EncodingTest {

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void a_database_that_is_not_utf8_is_refused_by_migrate_and_at_start(String encoding) {
        String name = "cost_" + encoding.toLowerCase(Locale.ROOT);
        PostgresServer server = PostgresServer.get();
        server.execute("create database " + name + " encoding '" + encoding + "' locale 'C' template template0");
        try {
            JdbcSettings settings = server.database(name, Currency.getInstance("USD"));
            refuses(JdbcCostStore::migrate, settings, encoding);
            refuses(JdbcCostStore::open, settings, encoding);
        } finally {
            server.execute("drop database " + name);
        }
    }

    private static void refuses(Consumer<JdbcSettings> call, JdbcSettings settings, String encoding) {
        assertThatThrownBy(() -> call.accept(settings))
                .isInstanceOf(StoreFaultException.class)
                .hasMessageStartingWith("cannot open " + settings)
                .hasMessageContaining("encoding is " + encoding + ", and must be UTF8");
    }
}
