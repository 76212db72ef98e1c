package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.http.Route.Typed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dashboard and the description of the service: files that are part of the program, read once. */
final class Pages {

    private static final String CHART = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final List<String> FILES = List.of(
            "dashboard.css",
            "dashboard.js",
            "theme.js",
            "api.js",
            "format.js",
            "range.js",
            "charts.js",
            "bars.js",
            "budgets.js",
            "alerts.js",
            "icon.svg");

    private final byte[] index = resource("dashboard/index.html");
    private final Map<String, byte[]> assets = new LinkedHashMap<>();

    Pages() {
        FILES.forEach(name -> assets.put(name, resource("dashboard/" + name)));
        assets.put("chart.js", resource(CHART));
    }

    List<Route> routes(OpenApi document) {
        return List.of(
                Route.of("GET", "/", "getDashboard", "The dashboard.", this::index)
                        .answers(200, "a page", new Typed("text/html", "PageText")),
                Route.of("GET", "/assets/{name}", "getAsset", "A part of the dashboard.", this::asset)
                        .answers(
                                200,
                                "a script, style sheet or picture",
                                new Typed("text/javascript", "PageText"),
                                new Typed("text/css", "PageText"),
                                new Typed("image/svg+xml", "PageText"))
                        .refuses(404, "there is no such part"),
                Route.of("GET", "/openapi.json", "getOpenApi", "This document.", document::answer)
                        .answers(200, "OpenApi", "OpenAPI 3.1"));
    }

    private void index(Exchange exchange) {
        exchange.answer(200, type("index.html"), index);
    }

    private void asset(Exchange exchange) {
        String name = exchange.path("name");
        byte[] asset = assets.get(name);
        if (asset == null) {
            throw Problem.notFound("there is no such part of the dashboard");
        }
        exchange.answer(200, type(name), asset);
    }

    static byte[] resource(String path) {
        try (InputStream in = Pages.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("no media type for " + name);
        }
        return type;
    }
}
