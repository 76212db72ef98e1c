package io.codomyrmex.cost.bootstrap.alerting;

import org.jspecify.annotations.Nullable;

/**
 * How mail is sent.
 *
 * @param host the mail server
 * @param port its port
 * @param implicitTls whether the connection begins with TLS ({@code smtps:}); otherwise it is used if offered
 * @param user who logs in; null for nobody. Then TLS is a must, so that the password is never sent in the clear
 * @param password the user's password; null for none
 * @param from who the mail is from
 * @param to who it goes to; several with commas
 */
record MailSettings(
        String host,
        int port,
        boolean implicitTls,
        @Nullable String user,
        @Nullable String password,
        String from,
        String to) {

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port + " from " + from + " to " + to;
    }
}
