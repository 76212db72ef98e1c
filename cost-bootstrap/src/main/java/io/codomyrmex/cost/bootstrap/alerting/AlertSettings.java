package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.input.InvalidInputException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go, besides the log.
 *
 * @param webhooks receivers of signed JSON
 * @param signature signs it; empty for none
 * @param slacks receivers of Slack messages
 * @param mail how mail is sent; empty for none
 * @param allowPrivate whether a receiver may have a loopback or private address, or be reached without TLS
 */
public record AlertSettings(
        List<URI> webhooks,
        Optional<WebhookSignature> signature,
        List<URI> slacks,
        Optional<MailSettings> mail,
        boolean allowPrivate) {

    private static final String SECRET = "COST_ALERT_WEBHOOK_SECRET";
    private static final String MAIL_SERVER = "COST_ALERT_SMTP";
    private static final int SMTP = 25;
    private static final int SMTPS = 465;

    /**
     * The settings that an environment gives.
     *
     * @throws InvalidInputException for the first that breaks its rule; secrets are not shown
     */
    public static AlertSettings of(Map<String, String> environment) {
        boolean allowPrivate = flag(environment, "COST_ALERT_ALLOW_PRIVATE");
        return new AlertSettings(
                urls(environment, "COST_ALERT_WEBHOOK", allowPrivate),
                signature(given(environment, SECRET)),
                urls(environment, "COST_ALERT_SLACK", allowPrivate),
                mail(environment),
                allowPrivate);
    }

    private static @Nullable String given(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static boolean flag(Map<String, String> environment, String name) {
        String value = given(environment, name);
        if (value == null || value.equalsIgnoreCase("false")) {
            return false;
        } else if (value.equalsIgnoreCase("true")) {
            return true;
        }
        throw new InvalidInputException(name, value, "must be true or false");
    }

    private static Optional<WebhookSignature> signature(@Nullable String secret) {
        if (secret == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookSignature(secret));
        } catch (IllegalArgumentException e) {
            throw hidden(SECRET, "must be base64 after whsec_");
        }
    }

    private static List<URI> urls(Map<String, String> environment, String name, boolean allowPrivate) {
        String value = given(environment, name);
        List<URI> urls = new ArrayList<>();
        for (String text : value == null ? new String[0] : value.split("\\s+", -1)) {
            urls.add(url(name, text, allowPrivate));
        }
        return List.copyOf(urls);
    }

    private static URI url(String name, String text, boolean allowPrivate) {
        try {
            URI url = new URI(text);
            boolean secure = "https".equalsIgnoreCase(url.getScheme());
            boolean plain = "http".equalsIgnoreCase(url.getScheme()) && allowPrivate;
            if ((secure || plain) && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw hidden(name, rule(allowPrivate));
        }
        throw hidden(name, rule(allowPrivate));
    }

    private static String rule(boolean allowPrivate) {
        return "must be urls like https://host/path, with blanks between them"
                + (allowPrivate ? "" : "; http: only with COST_ALERT_ALLOW_PRIVATE=true");
    }

    private static Optional<MailSettings> mail(Map<String, String> environment) {
        String server = given(environment, MAIL_SERVER);
        String from = given(environment, "COST_ALERT_MAIL_FROM");
        String to = given(environment, "COST_ALERT_MAIL_TO");
        if (server == null && from == null && to == null) {
            return Optional.empty();
        }
        if (server == null || from == null || to == null) {
            throw new InvalidInputException(
                    MAIL_SERVER,
                    "(not shown)",
                    "must be given together with COST_ALERT_MAIL_FROM and COST_ALERT_MAIL_TO");
        }
        return Optional.of(mail(server, address("COST_ALERT_MAIL_FROM", from), address("COST_ALERT_MAIL_TO", to)));
    }

    private static MailSettings mail(String server, String from, String to) {
        try {
            URI url = new URI(server);
            boolean tls = "smtps".equalsIgnoreCase(url.getScheme());
            if ((tls || "smtp".equalsIgnoreCase(url.getScheme())) && url.getHost() != null) {
                String login = url.getUserInfo();
                int colon = login == null ? -1 : login.indexOf(':');
                int port = url.getPort() >= 0 ? url.getPort() : tls ? SMTPS : SMTP;
                return new MailSettings(
                        url.getHost(),
                        port,
                        tls,
                        login == null || colon < 0 ? login : login.substring(0, colon),
                        login == null || colon < 0 ? null : login.substring(colon + 1),
                        from,
                        to);
            }
        } catch (URISyntaxException e) {
            throw hidden(MAIL_SERVER, "must be like smtp://user:password@host:port");
        }
        throw hidden(MAIL_SERVER, "must be like smtp://user:password@host:port");
    }

    private static String address(String name, String text) {
        try {
            InternetAddress.parse(text, true);
            return text;
        } catch (AddressException e) {
            throw new InvalidInputException(name, text, "must be a mail address", e);
        }
    }

    private static InvalidInputException hidden(String name, String rule) {
        return new InvalidInputException(name, "(not shown)", rule);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return webhooks.size() + " webhooks, " + slacks.size() + " Slack webhooks, mail " + mail;
    }
}
