package io.codomyrmex.cost.bootstrap.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that may not be longer than this. */
final class BoundedStream extends FilterInputStream {

    private final long most;
    private long left;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        return one < 0 ? one : (int) counted(1, one);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        return (int) counted(Math.max(read, 0), read);
    }

    private long counted(int bytes, int answer) {
        left -= bytes;
        if (left < 0) {
            throw Bodies.tooLarge(most);
        }
        return answer;
    }
}
