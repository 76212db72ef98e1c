package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.alerting.AlertSettings;
import io.codomyrmex.cost.bootstrap.http.Service;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.bootstrap.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service until the process is told to end. */
@Command(
        name = "serve",
        description = "Serves the ledger over HTTP, with a dashboard, until the process is told to end.",
        footer = {
            "",
            "On other addresses than loopback it needs a token first: cost token create NAME --role ROLE.",
            "Beside those of all commands, the environment may give COST_HTTP_HOST, COST_HTTP_PORT, COST_TLS_CERT,"
                    + " COST_TLS_KEY and COST_VERIFY_EVERY; and for alerts COST_ALERT_WEBHOOK, COST_ALERT_WEBHOOK_SECRET,"
                    + " COST_ALERT_SLACK, COST_ALERT_SMTP, COST_ALERT_MAIL_FROM, COST_ALERT_MAIL_TO and"
                    + " COST_ALERT_ALLOW_PRIVATE."
        })
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "HOST", description = "Where to listen (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Where to listen; 0 for any (default: 8080).")
    private @Nullable String port;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Its certificate chain in PEM, for HTTPS.")
    private @Nullable String certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's key in PEM (PKCS #8).")
    private @Nullable String key;

    @Option(
            names = "--verify-every",
            paramLabel = "DURATION",
            description = "How often to verify all sums: seconds, or ISO 8601; 0 for never (default: PT6H).")
    private @Nullable String verifyEvery;

    private final Session session;

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerSettings server = ServerSettings.of(flags(), session.environment(), Version.number());
        AlertSettings alerts = AlertSettings.of(session.environment());
        Service service = Service.start(session.settings(), server, alerts, session.clock());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            stopped.countDown();
                        },
                        "stop"));
        session.terminal().out().println("listening on " + service.url());
        session.terminal().out().flush();
        stopped.await();
        return ExitCodes.DONE;
    }

    private Map<Setting, String> flags() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        put(flags, Setting.HTTP_HOST, host);
        put(flags, Setting.HTTP_PORT, port);
        put(flags, Setting.TLS_CERT, certificate);
        put(flags, Setting.TLS_KEY, key);
        put(flags, Setting.VERIFY_EVERY, verifyEvery);
        return flags;
    }

    private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }
}
