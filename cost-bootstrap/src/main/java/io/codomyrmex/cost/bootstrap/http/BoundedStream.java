package io.codomyrmex.cost.bootstrap.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A body that may not be longer than so many bytes, nor take longer than so much time to come. */
final class BoundedStream extends FilterInputStream {

    private final long most;
    private final Duration longest;
    private final long begun = System.nanoTime();
    private long left;

    BoundedStream(InputStream in, long most, Duration longest) {
        super(in);
        this.most = most;
        this.longest = longest;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw Problem.tooLarge("the body must have at most " + most + " bytes");
        }
        if (System.nanoTime() - begun > longest.toNanos()) {
            throw Problem.tooSlow("the body must be there within " + longest.toSeconds() + " seconds");
        }
    }
}
