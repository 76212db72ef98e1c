package io.codomyrmex.cost.bootstrap.alerting;

import io.codomyrmex.cost.alert.DeliveryFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Posts JSON to receivers: no redirects, no repetition, ten seconds in all, and no more of an answer than its status. */
final class HttpPoster implements AutoCloseable {

    /** How long a receiver may take. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private final CloseableHttpClient client;
    private final Duration deadline;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "alert deadlines");
        thread.setDaemon(true);
        return thread;
    });

    HttpPoster(boolean allowPrivate, Duration deadline) {
        this.deadline = deadline;
        Timeout timeout = Timeout.of(deadline);
        this.client = HttpClients.custom()
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
     * Posts; returns if the receiver answers with a status from 200 to 299.
     *
     * @throws DeliveryFailedException if it answers otherwise, not in time, or not at all
     */
    void post(URI url, byte[] json, Map<String, String> headers) throws DeliveryFailedException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        // Timeouts of the socket begin anew with each byte; a receiver that drips is cut off here.
        ScheduledFuture<?> cut = watch.schedule(request::abort, deadline.toMillis(), TimeUnit.MILLISECONDS);
        int status;
        try {
            status = client.executeOpen(null, request, null).getCode();
        } catch (IOException e) {
            String why = request.isAborted() ? "no answer within " + deadline.toMillis() + " ms" : reason(e);
            throw new DeliveryFailedException("to " + url.getHost() + ": " + why, e);
        } finally {
            cut.cancel(false);
            request.reset();
        }
        if (status < 200 || status > 299) {
            throw new DeliveryFailedException("to " + url.getHost() + ": it answered " + status, null);
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
