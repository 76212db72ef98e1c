package io.codomyrmex.cost.application;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what the application logs, which System.Logger hands to java.util.logging where nothing else is set up. */
final class Logged implements AutoCloseable {

    private final Logger logger;
    private final boolean toParent;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Logged() {
        this(StoreCall.class);
    }

    /** What one class logs. */
    Logged(Class<?> source) {
        logger = Logger.getLogger(source.getName());
        toParent = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    List<LogRecord> records() {
        return records;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(toParent);
    }
}
