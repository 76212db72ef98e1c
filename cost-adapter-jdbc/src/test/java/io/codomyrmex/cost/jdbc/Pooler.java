package io.codomyrmex.cost.jdbc;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * PgBouncer in transaction mode before the tests' PostgreSQL, with so few sessions that clients must share them. It has to be
 * installed ({@code apt-get install pgbouncer}); where it is not, its tests say so, and with {@code CI=true} they fail.
 */
public final class Pooler implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Map<Currency, String> templates = new ConcurrentHashMap<>();
    private final Path folder;
    private final Process process;
    private final int port;

    private Pooler(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts one before the tests' server; returns once it listens. */
    static Pooler start() throws IOException {
        PostgresServer server = PostgresServer.get();
        return start(server.host(), server.port(), server.user(), server.password());
    }

    /** Starts one before a server, whose sessions all are this user's; returns once it listens. */
    public static Pooler start(String host, int serverPort, String user, String password) throws IOException {
        Path folder = Files.createTempDirectory("cost-pooler");
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path config = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 4
                max_client_conn = 500
                ignore_startup_parameters = extra_float_digits,options,search_path
                logfile = %s
                """.formatted(
                        host, serverPort, user, password, port, folder.resolve("log")));
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) { // it refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program(), config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Pooler pooler = new Pooler(folder, process, port);
        pooler.awaitListening();
        return pooler;
    }

    private static String program() {
        for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":", -1)) {
            Path program = Path.of(folder, "pgbouncer");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        String missing = "pgbouncer is missing: install it with apt-get install pgbouncer";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        return Assumptions.abort(missing);
    }

    private void awaitListening() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("pgbouncer does not listen: " + Files.readString(folder.resolve("out")), e);
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }

    /** Settings for a new ledger in a new database of the tests' server, reached through the pooler. */
    JdbcSettings newLedger(Currency currency) {
        String name = newDatabase(templates.computeIfAbsent(currency, Pooler::template));
        return JdbcSettings.of(url(name), currency).user("cost");
    }

    /** A database with a new ledger: a copy of it is had sooner than another one is made. */
    private static String template(Currency currency) {
        String name = newDatabase("template0");
        JdbcCostStore.migrate(PostgresServer.get().database(name, currency));
        return name;
    }

    private static String newDatabase(String template) {
        String name = "pooled_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        PostgresServer.get().execute("create database " + name + " encoding 'UTF8' template " + template);
        return name;
    }

    /** The url of a database through the pooler. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            for (String file : List.of("pgbouncer.ini", "log", "out")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
