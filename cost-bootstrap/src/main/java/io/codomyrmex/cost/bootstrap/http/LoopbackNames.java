package io.codomyrmex.cost.bootstrap.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of this machine that nobody else can take. */
final class LoopbackNames {

    // 127.0.0.0/8, ::1 and localhost (RFC 6761, 6.3), with or without a port.
    private static final Pattern HOST =
            Pattern.compile("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");

    private LoopbackNames() {}

    /** Whether a Host header names this machine by a loopback name. */
    static boolean isLoopback(@Nullable String host) {
        return host != null && HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
