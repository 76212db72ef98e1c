package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The service's own description, to hold real answers against. */
final class ApiDescription {

    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    /** Fails if the answer is not one that the description has. */
    void check(Reply reply) {
        JsonNode operation = operation(reply.request());
        if (operation == null) {
            assertThat(reply.status()).as(reply.request()).isIn(404, 405);
            return;
        }
        JsonNode responses = operation.path("responses");
        JsonNode response = responses.path(Integer.toString(reply.status()));
        if (response.isMissingNode()) {
            assertThat(reply.status()).as("undocumented: " + reply).isGreaterThanOrEqualTo(400);
            response = responses.path("default");
        }
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            assertThat(reply.body()).as(reply.request()).isEmpty();
            return;
        }
        String type = Bodies.type(reply.header("Content-Type"));
        assertThat(content.has(type)).as("%s answers %s", reply.request(), type).isTrue();
        if (type.endsWith("json") && !type.equals(Media.NDJSON)) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            schema.set("$ref", content.path(type).path("schema").path("$ref"));
            schema.set("components", document.path("components"));
            assertThat(schemas.getSchema(schema).validate(reply.json()))
                    .as(reply.toString())
                    .isEmpty();
        }
    }

    private @Nullable JsonNode operation(String request) {
        String method = request.substring(0, request.indexOf(' ')).toLowerCase(Locale.ROOT);
        String path = request.substring(request.indexOf(' ') + 1).replaceFirst("\\?.*", "");
        JsonNode found = null;
        for (Map.Entry<String, JsonNode> item : document.path("paths").properties()) {
            String template = item.getKey();
            String pattern = "\\Q" + template.replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q") + "\\E";
            boolean exact = template.equals(path);
            if (exact || (found == null && Pattern.matches(pattern, path))) {
                found = item.getValue();
            }
            if (exact) {
                break;
            }
        }
        return found == null ? null : found.get(method);
    }
}
