package io.codomyrmex.cost.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server that tests run on, the first of these that is there: the one that {@code COST_TEST_DB_URL} names
 * (with {@code COST_TEST_DB_USER} and {@code COST_TEST_DB_PASSWORD}), a container where Docker answers, or an embedded
 * server, whose programs come from Maven. One for the whole test run; every ledger gets a schema of its own.
 */
public final class PostgresServer {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final String kind;
    private final String url;
    private final String user;
    private final String password;

    private PostgresServer(String kind, String url, String user, String password) {
        this.kind = kind;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    private static final class Holder {
        static final PostgresServer SERVER = start();
    }

    /** The server; started by the first call. */
    public static PostgresServer get() {
        return Holder.SERVER;
    }

    private static PostgresServer start() {
        PostgresServer server = choose();
        System.out.println("tests run on PostgreSQL: " + server.kind);
        return server;
    }

    private static PostgresServer choose() {
        String given = System.getenv("COST_TEST_DB_URL");
        if (given != null && !given.isBlank()) {
            return new PostgresServer(
                    "COST_TEST_DB_URL", given, env("COST_TEST_DB_USER"), env("COST_TEST_DB_PASSWORD"));
        }
        if (dockerAnswers()) {
            // stopped with the JVM: by Testcontainers' own reaper where it runs, else by the hook below
            @SuppressWarnings("resource")
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:15")
                    .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            return new PostgresServer(
                    "Testcontainers", container.getJdbcUrl(), container.getUsername(), container.getPassword());
        }
        if ("true".equals(System.getenv("COST_TEST_REQUIRE_DOCKER"))) {
            throw new IllegalStateException("COST_TEST_REQUIRE_DOCKER is set, but no Docker engine answers");
        }
        return embedded();
    }

    private static boolean dockerAnswers() {
        if (System.getenv("DOCKER_HOST") == null && !Files.exists(Path.of("/var/run/docker.sock"))) {
            return false;
        }
        return DockerClientFactory.instance().isDockerAvailable();
    }

    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start();
            return new PostgresServer("embedded", server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the embedded PostgreSQL", e);
        }
    }

    private static String env(String name) {
        return System.getenv().getOrDefault(name, "");
    }

    /** Which of the three it is: {@code COST_TEST_DB_URL}, {@code Testcontainers} or {@code embedded}. */
    public String kind() {
        return kind;
    }

    /** Settings for a ledger in a new, empty schema. */
    public JdbcSettings newLedger(Currency currency) {
        String schema = "ledger_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        execute("create schema " + schema);
        String base = base();
        String separator = URI.create(base.substring("jdbc:".length())).getQuery() == null ? "?" : "&";
        return JdbcSettings.of(base + separator + "currentSchema=" + schema, currency)
                .user(user)
                .password(password);
    }

    String host() {
        return URI.create(url.substring("jdbc:".length())).getHost();
    }

    int port() {
        return URI.create(url.substring("jdbc:".length())).getPort();
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    /** Settings for a ledger in the first schema of another database of the server. */
    JdbcSettings database(String name, Currency currency) {
        return JdbcSettings.of(base().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), currency)
                .user(user)
                .password(password);
    }

    private String base() {
        return url.replaceFirst("[?&]user=[^&]*", "").replaceFirst("[?&]password=[^&]*", "");
    }

    /** Runs one statement as the server's owner. */
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run: " + sql, e);
        }
    }
}
