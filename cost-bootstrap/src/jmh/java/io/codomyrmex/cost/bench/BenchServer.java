package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Currency;

/** A PostgreSQL of its own that is as durable as a real one: fsync and synchronous commit are on. */
final class BenchServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private int databases;

    private BenchServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static BenchServer start() throws IOException {
        return new BenchServer(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "4GB")
                .start());
    }

    /** Settings for a ledger in a new database. */
    JdbcSettings newLedger() throws SQLException {
        String name = "bench_" + ++databases;
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return JdbcSettings.of(server.getJdbcUrl("postgres", name), Currency.getInstance("USD"))
                .user("postgres")
                .password("postgres");
    }

    /** A bare connection to the database that these settings name. */
    static Connection connect(JdbcSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", database), "postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
