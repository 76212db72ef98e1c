package io.codomyrmex.cost.bootstrap.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real HTTP client of a running service. */
final class HttpCaller {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String url;
    private final @Nullable String token;
    private final List<Reply> replies = new ArrayList<>();

    HttpCaller(String url, @Nullable String token) {
        this.url = url;
        this.token = token;
    }

    /** The same service, called with this token. */
    HttpCaller token(@Nullable String newToken) {
        return new HttpCaller(url, newToken);
    }

    String url() {
        return url;
    }

    /** All answers that this caller got, in order. */
    List<Reply> replies() {
        return replies;
    }

    Reply get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Reply post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    Reply post(String path, String json, String... headers) {
        return sendJson("POST", path, json, headers);
    }

    Reply put(String path, String json) {
        return sendJson("PUT", path, json);
    }

    Reply sendJson(String method, String path, String json, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return send(method, path, BodyPublishers.ofString(json), all.toArray(String[]::new));
    }

    Reply send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            Reply reply = new Reply(method + " " + path, response.statusCode(), response.headers(), response.body());
            replies.add(reply);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
