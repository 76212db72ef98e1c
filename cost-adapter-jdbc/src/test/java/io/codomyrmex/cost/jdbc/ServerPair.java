package io.codomyrmex.cost.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A PostgreSQL primary and its synchronous hot standby, on loopback, from the programs of the embedded server. */
public final class ServerPair implements AutoCloseable {

    private static final int WAIT_SECONDS = 60;

    private final Path folder = Files.createTempDirectory("cost-pair");
    private final int[] ports = new int[2];
    private final String pgCtl;
    private int primary;

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

    /** A pooler before the primary. */
    public Pooler pooler() throws IOException {
        return Pooler.start("127.0.0.1", ports[primary], "postgres", "unused");
    }

    /** Runs one statement on one of the two. */
    public void execute(int server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** From now on the primary answers, and only reads. */
    public void makeReadOnly() throws SQLException {
        execute(primary, "alter system set default_transaction_read_only = on");
        execute(primary, "select pg_reload_conf()");
    }

    /** Stops all processes of the primary where they are: connections stay open, and nobody answers. */
    public void hang() throws IOException, InterruptedException {
        signal(primary, "-STOP");
    }

    /** Ends all processes of the primary at once. */
    public void kill() throws IOException, InterruptedException {
        signal(primary, "-KILL");
    }

    private void signal(int server, String signal) throws IOException, InterruptedException {
        long postmaster = Long.parseLong(Files.readAllLines(data(server).resolve("postmaster.pid"))
                .get(0)
                .strip());
        run("kill", "-STOP", Long.toString(postmaster)); // first, so that it makes no more of them
        List<String> command = new ArrayList<>(List.of("kill", signal));
        ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .forEach(child -> command.add(Long.toString(child.pid())));
        command.add(Long.toString(postmaster)); // last: once it is gone, nobody knows its children
        new ProcessBuilder(command).start().waitFor(WAIT_SECONDS, TimeUnit.SECONDS); // one may have ended by now
    }

    /** Makes the standby the primary; returns once it is. */
    public void promote() throws IOException, InterruptedException {
        primary = 1 - primary;
        control(primary, "promote");
    }

    /** Makes of the server that was the primary before the promotion a synchronous standby of the one that is it now. */
    public void rebuildStandby() throws IOException, InterruptedException, SQLException {
        int standby = 1 - primary;
        end(standby);
        delete(data(standby));
        try (Connection connection = connect(primary);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copyRunning(data(primary), data(standby));
            try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                row.next();
                Files.writeString(data(standby).resolve("backup_label"), row.getString(1));
            }
            append(
                    standby,
                    "postgresql.conf",
                    "port = " + ports[standby]
                            + "\nsynchronous_standby_names = ''\nprimary_conninfo = 'host=127.0.0.1 port="
                            + ports[primary] + " user=postgres application_name=rebuilt'\n");
            Files.createFile(data(standby).resolve("standby.signal"));
            startServer(standby);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
            while (count(statement, "select count(*) from pg_stat_replication where state = 'streaming'") == 0) {
                if (System.nanoTime() > end) {
                    throw new IOException("the standby does not follow");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            statement.execute("alter system set synchronous_standby_names = 'rebuilt'");
            statement.execute("select pg_reload_conf()");
        }
    }

    /** How many connections of this application the primary has. */
    public int connections(String application) {
        try (Connection connection = connect(primary);
                Statement statement = connection.createStatement()) {
            return count(
                    statement, "select count(*) from pg_stat_activity where application_name = '" + application + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private Connection connect(int server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + ports[server] + "/postgres", "postgres", null);
    }

    /** Copies what is there of the files of a server that goes on working; the log of its changes makes up for the rest. */
    private static void copyRunning(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.copy(folder, to.resolve(from.relativize(folder)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.getFileName().toString().startsWith("postmaster.")) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException e) {
                        return FileVisitResult.CONTINUE; // it was removed meanwhile
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
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

    private void end(int server) throws IOException, InterruptedException {
        if (Files.exists(data(server).resolve("postmaster.pid"))) {
            try {
                signal(server, "-KILL");
            } catch (IOException e) {
                System.out.println("server " + server + " was gone already: " + e.getMessage());
            }
        }
    }

    /** Ends both, whatever state they are in, and removes their data. */
    @Override
    public void close() throws IOException {
        try {
            end(0);
            end(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }
}
