package io.codomyrmex.cost.faults;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a store and PostgreSQL, follows the messages of the client (PostgreSQL's protocol 3.0, without
 * encryption), and strikes once when a chosen statement comes by.
 */
final class FaultyProxy implements AutoCloseable {

    /** What happens to the connection. */
    enum Fault {
        /** It breaks before the server has seen the statement. */
        CUT_BEFORE,
        /** It breaks after the server has done the statement and before the client has heard of it. */
        CUT_AFTER,
        /** Nothing passes any more, in any connection, though all of them stay open. */
        SILENCE
    }

    /** Parse, Bind, Describe, Execute, Close: the server does not answer before a message of another type. */
    private static final String MORE_FOLLOWS = "PBDEC";

    private record Plan(Fault fault, String text) {}

    private final int serverPort;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Plan> plan = new AtomicReference<>();
    private final AtomicInteger strikes = new AtomicInteger();
    private volatile CountDownLatch voice = new CountDownLatch(0);

    FaultyProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** The same ledger, reached through this proxy. */
    JdbcSettings through(JdbcSettings settings) {
        String url = settings.url().replace(":" + serverPort + "/", ":" + listener.getLocalPort() + "/");
        return new JdbcSettings(
                url + "?sslmode=disable",
                settings.user(),
                settings.password(),
                settings.currency(),
                settings.poolSize(),
                settings.timeout());
    }

    /** Strikes at the next statement that contains the text, in lower case. */
    void strike(Fault fault, String text) {
        plan.set(new Plan(fault, text));
    }

    /** Lets nothing pass from now on. */
    void silence() {
        voice = new CountDownLatch(1);
    }

    /** Ends a silence; what was held back passes now. */
    void speakAgain() {
        voice.countDown();
    }

    /** How often it has struck. */
    int strikes() {
        return strikes.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getByName("localhost"), serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(server);
            Passage passage = new Passage(client, server);
            start(passage::toServer);
            start(passage::toClient);
        }
    }

    /** One connection. */
    private final class Passage {
        private final Socket client;
        private final Socket server;
        private final Map<String, String> prepared = new HashMap<>();
        private volatile boolean cutAtAnswer;

        Passage(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() throws IOException, InterruptedException {
            try (client;
                    server) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                ByteArrayOutputStream breath = new ByteArrayOutputStream();
                copy(in, breath); // the first message has no type
                pass(breath);
                Fault fault = null;
                for (int type = in.read(); type >= 0; type = in.read()) {
                    breath.write(type);
                    Fault struck = faultAt(statement((char) type, copy(in, breath)));
                    fault = struck == null ? fault : struck;
                    if (MORE_FOLLOWS.indexOf(type) < 0) {
                        if (fault == Fault.CUT_BEFORE) {
                            return;
                        } else if (fault == Fault.SILENCE) {
                            silence();
                        }
                        cutAtAnswer = fault == Fault.CUT_AFTER;
                        pass(breath);
                        fault = null;
                    }
                }
            }
        }

        private static byte[] copy(DataInputStream in, ByteArrayOutputStream breath) throws IOException {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - Integer.BYTES);
            breath.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
            breath.writeBytes(body);
            return body;
        }

        private void pass(ByteArrayOutputStream breath) throws IOException, InterruptedException {
            voice.await();
            breath.writeTo(server.getOutputStream());
            breath.reset();
        }

        /** The text of the statement that this message runs; empty if it runs none. */
        private String statement(char type, byte[] body) {
            String[] texts = new String(body, StandardCharsets.ISO_8859_1).split("\0", 3);
            return switch (type) {
                case 'P' -> { // Parse: name, text; what runs it comes in the same breath
                    prepared.put(texts[0], texts[1].toLowerCase(Locale.ROOT));
                    yield prepared.get(texts[0]);
                }
                case 'Q' -> texts[0].toLowerCase(Locale.ROOT);
                case 'B' -> prepared.getOrDefault(texts[1], ""); // Bind: portal, name
                default -> "";
            };
        }

        void toClient() throws IOException, InterruptedException {
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[8192];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    voice.await();
                    if (cutAtAnswer) {
                        return;
                    }
                    out.write(buffer, 0, read);
                }
            }
        }
    }

    private Fault faultAt(String statement) {
        Plan next = plan.get();
        if (next != null && statement.contains(next.text()) && plan.compareAndSet(next, null)) {
            strikes.incrementAndGet();
            return next.fault();
        }
        return null;
    }

    @FunctionalInterface
    private interface Pump {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Pump pump) {
        Thread thread = new Thread(() -> {
            try {
                pump.run();
            } catch (IOException | InterruptedException e) {
                // the connection has ended, and with it the work of this thread
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        voice.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
