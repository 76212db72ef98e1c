package io.codomyrmex.cost.bootstrap.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A body that may not be longer than so many bytes, nor take longer than so much time to come, nor come too slowly. */
final class BoundedStream extends FilterInputStream {

    /** From when on its average speed counts: before, a pause between two packets would. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final long most;
    private final Duration longest;
    private final int bytesPerSecond;
    private final LongSupplier nanoClock;
    private final long begun;
    private long read;

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
        this.most = most;
        this.longest = longest;
        this.bytesPerSecond = bytesPerSecond;
        this.nanoClock = nanoClock;
        this.begun = nanoClock.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = super.read(bytes, offset, length);
        count(Math.max(some, 0));
        return some;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > most) {
            throw Problem.tooLarge("the body must have at most " + most + " bytes");
        }
        Duration taken = Duration.ofNanos(nanoClock.getAsLong() - begun);
        if (taken.compareTo(longest) > 0) {
            throw Problem.tooSlow("the body must be there within " + longest.toSeconds() + " seconds");
        }
        if (taken.compareTo(PATIENCE) > 0 && read < taken.toMillis() * bytesPerSecond / TimeUnit.SECONDS.toMillis(1)) {
            throw Problem.tooSlow("the body must come with at least " + bytesPerSecond + " bytes per second");
        }
    }
}
