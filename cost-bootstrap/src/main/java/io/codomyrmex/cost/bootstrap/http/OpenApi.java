package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The service's description (OpenAPI 3.1, spec.openapis.org/oas/v3.1.0): its paths are made from the routes themselves. */
final class OpenApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final String version;
    private byte[] document = new byte[0];

    OpenApi(String version) {
        this.version = version;
    }

    /** Describes these routes; to be called once, before the server starts. */
    void describe(List<Route> routes) {
        document = CostJson.text(document(routes)).getBytes(StandardCharsets.UTF_8);
    }

    void answer(Exchange exchange) {
        exchange.answer(200, Media.JSON, document);
    }

    private ObjectNode document(List<Route> routes) {
        ObjectNode root = NODES.objectNode().put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", "cost-management")
                .put("version", version)
                .put(
                        "description",
                        "Records what cloud and LLM calls cost, shows where the money goes, and refuses the call that"
                                + " would break a budget.")
                .putObject("license")
                .put("name", "MIT")
                .put("identifier", "MIT");
        root.putArray("servers").addObject().put("url", "."); // where this document is, also under a path prefix
        ObjectNode paths = root.putObject("paths");
        for (Route route : routes) {
            paths.withObjectProperty(route.path()).set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        ObjectNode components = root.putObject("components");
        String schemas = new String(Pages.resource("openapi-schemas.json"), StandardCharsets.UTF_8);
        components.set("schemas", CostJson.parse("openapi-schemas.json", schemas));
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "made by `cost token create`; not needed on loopback while there is none");
        return root;
    }

    private static ObjectNode operation(Route route) {
        ObjectNode operation = NODES.objectNode().put("operationId", route.id()).put("summary", route.summary());
        ArrayNode security = operation.putArray("security");
        if (!route.roles().isEmpty()) {
            security.addObject().putArray("token");
            operation.put("description", "For the roles " + roles(route) + ".");
        }
        ArrayNode parameters = operation.putArray("parameters");
        Matcher inPath = PATH_PARAMETER.matcher(route.path());
        while (inPath.find()) {
            parameters.add(parameter("path", inPath.group(1), "Id", "its id"));
        }
        route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        Route.Content body = route.body();
        if (body != null) {
            operation.putObject("requestBody").put("required", true).set("content", content(body));
        }
        ObjectNode responses = operation.putObject("responses");
        route.answers().forEach(answer -> responses.set(Integer.toString(answer.status()), response(answer)));
        responses.set(
                "default",
                response(new Route.Answer(
                        0,
                        "a problem, as RFC 9457 describes it",
                        new Route.Content(List.of(new Route.Typed(Media.PROBLEM, "Problem"))))));
        return operation;
    }

    private static String roles(Route route) {
        return Stream.concat(route.roles().stream(), Stream.of(Role.ADMIN))
                .distinct()
                .sorted()
                .map(Role::wireName)
                .collect(Collectors.joining(", "));
    }

    private static ObjectNode parameter(Route.Parameter parameter) {
        ObjectNode node = parameter(parameter.in(), parameter.name(), parameter.schema(), parameter.description());
        if (parameter.repeated()) {
            JsonNode item = node.get("schema");
            node.putObject("schema").put("type", "array").set("items", item);
            node.put("style", "form").put("explode", true);
        }
        return node;
    }

    private static ObjectNode parameter(String in, String name, String schema, String description) {
        ObjectNode node = NODES.objectNode()
                .put("in", in)
                .put("name", name)
                .put("required", in.equals("path"))
                .put("description", description);
        node.set("schema", reference(schema));
        return node;
    }

    private static ObjectNode response(Route.Answer answer) {
        ObjectNode response = NODES.objectNode().put("description", answer.description());
        Route.Content content = answer.content();
        if (content != null) {
            response.set("content", content(content));
        }
        return response;
    }

    private static ObjectNode content(Route.Content content) {
        ObjectNode node = NODES.objectNode();
        for (Route.Typed typed : content.types()) {
            node.putObject(typed.type()).set("schema", reference(typed.schema()));
        }
        return node;
    }

    private static ObjectNode reference(String schema) {
        return NODES.objectNode().put("$ref", "#/components/schemas/" + schema);
    }
}
