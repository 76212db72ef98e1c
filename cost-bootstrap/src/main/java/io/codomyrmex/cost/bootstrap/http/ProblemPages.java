package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the server itself refuses, before any route sees it (a header too large, a path with tricks), as problems. */
final class ProblemPages extends ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String reason = HttpStatus.getMessage(code);
        Problem problem = new Problem(code, "refused", reason, reason);
        SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Media.PROBLEM);
        Content.Sink.write(response, true, CostJson.text(problem.details()), callback);
    }
}
