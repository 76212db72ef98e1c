package io.codomyrmex.cost.bootstrap.alerting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A receiver of webhooks on loopback that behaves as it is told to. */
final class Receiver implements AutoCloseable {

    /** How it behaves to a request. */
    enum Behaviour {
        TAKES,
        ANSWERS_500,
        ANSWERS_400,
        ANSWERS_429_FOR_A_MINUTE,
        REDIRECTS,
        ANSWERS_TOO_LATE,
        CLOSES_EARLY
    }

    record Received(String id, String timestamp, String signature, String body, Behaviour behaviour) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final IntFunction<Behaviour> behaviours;
    private final BlockingQueue<Received> taken = new LinkedBlockingQueue<>();
    private final List<Received> all = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Receiver(int port, IntFunction<Behaviour> behaviours) throws IOException {
        this.behaviours = behaviours;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts.
     *
     * @param port where; 0 for any
     * @param behaviours how it behaves to each request, by its number from 0
     */
    static Receiver start(int port, IntFunction<Behaviour> behaviours) throws IOException {
        return new Receiver(port, behaviours);
    }

    static Receiver start() throws IOException {
        return start(0, request -> Behaviour.TAKES);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?key=secret";
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Received received;
        synchronized (this) {
            received = new Received(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    body,
                    behaviours.apply(all.size()));
            all.add(received);
        }
        switch (received.behaviour()) {
            case TAKES -> {
                taken.add(received);
                exchange.sendResponseHeaders(204, -1);
            }
            case ANSWERS_500 -> exchange.sendResponseHeaders(500, -1);
            case ANSWERS_400 -> exchange.sendResponseHeaders(400, -1);
            case ANSWERS_429_FOR_A_MINUTE -> {
                exchange.getResponseHeaders().set("Retry-After", "60");
                exchange.sendResponseHeaders(429, -1);
            }
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", url());
                exchange.sendResponseHeaders(302, -1);
            }
            case ANSWERS_TOO_LATE -> awaitClose();
            case CLOSES_EARLY -> exchange.close();
        }
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next request that was taken; fails if none comes. */
    Received next() throws InterruptedException {
        Received received = taken.poll(30, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("nothing came within 30 seconds; so far " + all());
        }
        return received;
    }

    /** All requests, in order, however they were answered. */
    synchronized List<Received> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
