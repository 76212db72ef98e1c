package io.codomyrmex.cost.bootstrap.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A caller that sends a request and then reads of the answer what a test wants, through the smallest of buffers. */
final class SlowReader implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int BUFFER = 1_024;

    private final Socket socket;

    private SlowReader(Socket socket) {
        this.socket = socket;
    }

    static SlowReader connect(int port) throws IOException {
        return connect(new Socket(), port);
    }

    static SlowReader connect(Socket socket, int port) throws IOException {
        socket.setReceiveBufferSize(BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new SlowReader(socket);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    void post(String type, String body) throws IOException {
        send("POST /v1/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    /** Reads so many bytes of the answer at most; fewer than none if it is at its end or was cut off. */
    int read(int most) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            return in.read(new byte[most]);
        } catch (SocketException e) {
            return -1; // reset by the server: cut off
        }
    }

    /** Reads to the end, or until it is cut off; how many bytes that were. */
    long readAll() throws IOException {
        long all = 0;
        socket.shutdownOutput();
        for (int some = read(1 << 16); some >= 0; some = read(1 << 16)) {
            all += some;
        }
        return all;
    }

    /** Reads to the end, as text. */
    String readText() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 16];
        try {
            for (int read = socket.getInputStream().read(some);
                    read >= 0;
                    read = socket.getInputStream().read(some)) {
                all.write(some, 0, read);
            }
        } catch (SocketException e) {
            // closed by the server: what came before counts
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Waits until one of the two is answered; true if it is this. */
    boolean isAnsweredBefore(SlowReader other) throws IOException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < until) {
            if (socket.getInputStream().available() > 0) {
                return true;
            } else if (other.socket.getInputStream().available() > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        throw new IOException("neither was answered");
    }

    /** Goes away in the middle. */
    void breakOff() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
