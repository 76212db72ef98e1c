package io.codomyrmex.cost.bootstrap.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body that may not be longer than so many bytes, nor take longer than so much time to come, nor come too slowly. */
final class BoundedStream extends FilterInputStream {

    private final BodyBounds bounds;

    /**
     * @param most the most bytes
     * @param longest how long it may take to come
     * @param bytesPerSecond its least speed on average, once it has taken some seconds
     */
    BoundedStream(InputStream in, long most, Duration longest, int bytesPerSecond) {
        this(in, most, longest, bytesPerSecond, System::nanoTime);
    }

    BoundedStream(InputStream in, long most, Duration longest, int bytesPerSecond, LongSupplier nanoClock) {
        super(in);
        this.bounds = new BodyBounds(most, longest, bytesPerSecond, nanoClock);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        bounds.count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = super.read(bytes, offset, length);
        bounds.count(Math.max(some, 0));
        return some;
    }
}
