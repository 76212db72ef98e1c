package io.codomyrmex.cost.jdbc;

import java.io.Serial;
import org.jdbi.v3.core.JdbiException;

/** The database did not answer a commit, or not in a way that says what became of it. */
final class CommitLostException extends JdbiException {

    @Serial
    private static final long serialVersionUID = 1L;

    CommitLostException(Exception cause) {
        super(cause);
    }
}
