package io.codomyrmex.cost.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL primary and its synchronous hot standby, on loopback, from the programs of the embedded server. */
public final class ServerPair implements AutoCloseable {

    private static final int WAIT_SECONDS = 60;

    private final Path folder = Files.createTempDirectory("cost-pair");
    private final int[] ports = new int[2];
    private final String pgCtl;

    /** Starts both; returns once the standby follows. */
    public ServerPair() throws IOException, InterruptedException, SQLException {
        Path first = data(0);
        EmbeddedPostgres made = EmbeddedPostgres.builder()
                .setDataDirectory(first)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .start();
        String command = Files.readString(first.resolve("postmaster.opts"));
        pgCtl = Path.of(command.substring(0, command.indexOf(" \"")))
                .resolveSibling("pg_ctl")
                .toString();
        made.close(); // stops it
        for (int server = 0; server < 2; server++) {
            try (ServerSocket socket = new ServerSocket(0)) {
                ports[server] = socket.getLocalPort();
            }
        }
        copy(first, data(1));
        for (int server = 0; server < 2; server++) {
            append(server, "postgresql.conf", """

                    listen_addresses = '127.0.0.1'
                    port = %d
                    unix_socket_directories = ''
                    wal_level = replica
                    hot_standby = on
                    max_connections = 300 # no fewer than the embedded server's, or the standby refuses to start
                    """.formatted(ports[server]));
        }
        append(0, "postgresql.conf", "synchronous_standby_names = 'second'\n");
        append(
                1,
                "postgresql.conf",
                "primary_conninfo = 'host=127.0.0.1 port=" + ports[0] + " user=postgres application_name=second'\n");
        Files.createFile(data(1).resolve("standby.signal"));
        startServer(0);
        startServer(1);
    }

    private Path data(int server) {
        return folder.resolve("data" + server);
    }

    private void append(int server, String file, String text) throws IOException {
        Files.writeString(data(server).resolve(file), text, StandardOpenOption.APPEND);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void startServer(int server) throws IOException, InterruptedException {
        control(
                server,
                "start",
                "-l",
                folder.resolve("server" + server + ".log").toString());
    }

    /** Settings for a ledger on whichever of the two is the primary. */
    public JdbcSettings ledger(Currency currency) {
        return JdbcSettings.of(
                        "jdbc:postgresql://127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1] + "/postgres", currency)
                .user("postgres");
    }

    /** Settings for a ledger on one of the two, whatever it is. */
    public JdbcSettings ledgerOn(int server, Currency currency) {
        return JdbcSettings.of("jdbc:postgresql://127.0.0.1:" + ports[server] + "/postgres", currency)
                .user("postgres");
    }

    /** Runs one statement on one of the two. */
    public void execute(int server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + ports[server] + "/postgres", "postgres", null);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** From now on the first server answers, and only reads. */
    public void makeReadOnly() throws SQLException {
        execute(0, "alter system set default_transaction_read_only = on");
        execute(0, "select pg_reload_conf()");
    }

    /** Stops all processes of the first server where they are: connections stay open, and nobody answers. */
    public void hang() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Ends all processes of the first server at once. */
    public void kill() throws IOException, InterruptedException {
        signal("-KILL");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data(0).resolve("postmaster.pid")).get(0).strip());
        run("kill", signal, Long.toString(postmaster)); // first, so that it makes no more of them
        List<String> command = new ArrayList<>(List.of("kill", signal));
        ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .forEach(child -> command.add(Long.toString(child.pid())));
        if (command.size() > 2) {
            new ProcessBuilder(command).start().waitFor(WAIT_SECONDS, TimeUnit.SECONDS); // one may have ended by now
        }
    }

    /** Makes the standby the primary; returns once it is. */
    public void promote() throws IOException, InterruptedException {
        control(1, "promote");
    }

    /** The server's programs refuse to run as root; in a user namespace of their own they do not see that they do. */
    private void control(int server, String... action) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(pgCtl, "-D", data(server).toString(), "-w", "-t", Integer.toString(WAIT_SECONDS)));
        command.addAll(List.of(action));
        run(command.toArray(String[]::new));
    }

    private void run(String... command) throws IOException, InterruptedException {
        File log = folder.resolve("commands.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        if (!process.waitFor(2L * WAIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log.toPath()));
        }
    }

    /** Ends both, whatever state they are in, and removes their data. */
    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(data(0).resolve("postmaster.pid"))) {
                try {
                    kill();
                } catch (IOException e) {
                    System.out.println("the first server was gone already: " + e.getMessage());
                }
            }
            control(1, "stop", "-m", "immediate");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
