package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What the service answered. */
record Reply(String request, int status, HttpHeaders headers, String body) {

    JsonNode json() {
        return CostJson.parse("answer", body);
    }

    String text(String field) {
        return json().path(field).asString();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The last part of a problem's type. */
    String problem() {
        String type = text("type");
        return type.substring(type.lastIndexOf(':') + 1);
    }
}
