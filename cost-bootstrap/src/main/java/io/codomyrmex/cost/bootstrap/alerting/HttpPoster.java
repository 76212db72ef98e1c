package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.alert.DeliveryFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Posts JSON to receivers: no redirects, no repetition, ten seconds in all, and no more of an answer than its status. */
final class HttpPoster implements AutoCloseable {

    /** How long a receiver may take. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 425, 429);
    /** More digits than anybody can mean. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");

    /** The library's own lacks the zone. */
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final boolean allowPrivate;
    private final InstantSource clock;
    private final Duration deadline;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "alert deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private volatile CloseableHttpClient client;

    HttpPoster(boolean allowPrivate, Duration deadline, InstantSource clock) {
        this.allowPrivate = allowPrivate;
        this.deadline = deadline;
        this.clock = clock;
        this.client = newClient();
    }

    private CloseableHttpClient newClient() {
        Timeout timeout = Timeout.of(deadline);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedResolver(allowPrivate))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("cost-management")
                .build();
    }

    /**
     * Posts; returns if the receiver answers with a status from 200 to 299. A status from 400 to 499 is a refusal for good,
     * but for 408 (it was too slow), 425 (too early) and 429 (too many). After any other answer, a redirect among them, it is
     * worth trying again, when Retry-After says so if it is there (RFC 9110, section 10.2.3).
     *
     * @throws DeliveryFailedException if it answers otherwise, not in time, or not at all
     */
    void post(URI url, byte[] json, Map<String, String> headers) throws DeliveryFailedException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        // Timeouts of the socket begin anew with each byte; a receiver that drips is cut off here.
        ScheduledFuture<?> cut = watch.schedule(request::abort, deadline.toMillis(), TimeUnit.MILLISECONDS);
        CloseableHttpClient used = client;
        try {
            check(url, used.executeOpen(null, request, null));
        } catch (IOException e) {
            String why = request.isAborted() ? "no answer within " + deadline.toMillis() + " ms" : reason(e);
            throw new DeliveryFailedException("to " + url.getHost() + ": " + why, e);
        } catch (Error e) {
            replace(used); // it has closed its connections for good
            throw e;
        } finally {
            cut.cancel(false);
            request.reset();
        }
    }

    private void check(URI url, HttpResponse response) throws DeliveryFailedException {
        int status = response.getCode();
        if (status >= 200 && status <= 299) {
            return;
        }
        String why = "to " + url.getHost() + ": it answered " + status;
        if (status >= 400 && status <= 499 && !WORTH_ANOTHER_TRY.contains(status)) {
            throw DeliveryFailedException.permanent(why, null);
        }
        Header retryAfter = response.getFirstHeader("Retry-After");
        Instant notBefore = retryAfter == null ? null : notBefore(retryAfter.getValue());
        throw notBefore == null
                ? new DeliveryFailedException(why, null)
                : DeliveryFailedException.notBefore(why, notBefore);
    }

    /** What Retry-After means: seconds from now, or a date in any of HTTP's formats; null if it is neither. */
    private @Nullable Instant notBefore(String retryAfter) {
        String text = retryAfter.strip();
        return SECONDS.matcher(text).matches()
                ? clock.instant().plusSeconds(Long.parseLong(text))
                : DateUtils.parseDate(text, DateUtils.FORMATTER_RFC1123, DateUtils.FORMATTER_RFC1036, ASCTIME);
    }

    private synchronized void replace(CloseableHttpClient broken) {
        if (client == broken) {
            client = newClient();
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }
}
