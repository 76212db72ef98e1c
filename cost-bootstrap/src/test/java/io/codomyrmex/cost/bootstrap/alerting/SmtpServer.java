package io.codomyrmex.cost.bootstrap.alerting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A mail server on loopback that replies to commands as it is told to, and takes the rest. */
final class SmtpServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Map<String, String> replies;
    private final BlockingQueue<List<String>> taken = new LinkedBlockingQueue<>();

    /**
     * Starts.
     *
     * @param replies by the beginning of a command in upper case; {@code .} is the end of a message
     */
    SmtpServer(Map<String, String> replies) throws IOException {
        this.replies = replies;
        Thread thread = new Thread(this::serve, "smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The recipients of each message that was taken. */
    List<List<String>> taken() {
        return List.copyOf(taken);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(socket);
            } catch (IOException e) {
                continue; // the next connection, unless the server is closed
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        List<String> recipients = new ArrayList<>();
        reply(socket, "220 ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            String reply = replies.entrySet().stream()
                    .filter(one -> command.startsWith(one.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(command.startsWith("DATA") ? "354 go on" : "250 ok");
            if (command.startsWith("RCPT") && reply.startsWith("250")) {
                recipients.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
            } else if (command.startsWith("RSET")) {
                recipients.clear();
            }
            reply(socket, reply);
            if (reply.startsWith("354")) {
                while (!in.readLine().equals(".")) {
                    // the message
                }
                String end = replies.getOrDefault(".", "250 taken");
                if (end.startsWith("250")) {
                    taken.add(List.copyOf(recipients));
                }
                reply(socket, end);
            }
        }
    }

    private static void reply(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
