package io.codomyrmex.cost.faults;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL that tests may stop as a power cut would, and start again with the same data on the same port. It is as
 * durable as a real one: what it acknowledged must survive. One for the whole test run, started by the first call; it
 * ends with the JVM.
 */
final class FaultServer {

    private static final int WAIT_SECONDS = 60;

    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres server;
    private final Path data;
    private final String pgCtl;

    private FaultServer() throws IOException {
        data = Files.createTempDirectory("cost-faults").resolve("data");
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setRegisterShutdownHook(false) // it waits for a checkpoint of data that nobody needs
                .start();
        // the command line that started it, and with it the folder of the server's programs
        String command = Files.readString(data.resolve("postmaster.opts"));
        pgCtl = Path.of(command.substring(0, command.indexOf(" \"")))
                .resolveSibling("pg_ctl")
                .toString();
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    }

    private void remove() {
        try {
            stopAtOnce();
            try (Stream<Path> files = Files.walk(data.getParent())) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the embedded PostgreSQL in " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Holder {
        static final FaultServer SERVER = start();

        private static FaultServer start() {
            try {
                return new FaultServer();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start the embedded PostgreSQL", e);
            }
        }
    }

    /** The server, running. */
    static FaultServer get() {
        return Holder.SERVER;
    }

    /** Settings for a ledger in a new database. */
    JdbcSettings newLedger() throws SQLException {
        String name = "faults_" + databases.incrementAndGet();
        JdbcSettings owner = settings("postgres");
        try (Connection connection = connect(owner)) {
            execute(connection, "create database " + name);
        }
        return settings(name);
    }

    private JdbcSettings settings(String database) {
        return JdbcSettings.of(
                        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, Currency.getInstance("USD"))
                .user("postgres")
                .password("postgres");
    }

    int port() {
        return server.getPort();
    }

    /** A bare connection to the database that the settings name. */
    static Connection connect(JdbcSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }

    /** Runs one statement, or several. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends all processes of the server at once; what they had not written is gone. */
    void stopAtOnce() throws IOException, InterruptedException {
        control("stop", "-m", "immediate");
    }

    /** Starts the server after a stop; returns once it has recovered and answers. */
    void startAgain() throws IOException, InterruptedException {
        control("restart"); // unlike start, it repeats the command line of the last time
    }

    /** The server's programs refuse to run as root; in a user namespace of their own they do not see that they do. */
    private void control(String... action) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(pgCtl, "-D", data.toString(), "-w", "-t", Integer.toString(WAIT_SECONDS)));
        command.addAll(List.of(action));
        File log = data.resolveSibling("pg_ctl.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        if (!process.waitFor(2L * WAIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log.toPath()));
        }
    }
}
