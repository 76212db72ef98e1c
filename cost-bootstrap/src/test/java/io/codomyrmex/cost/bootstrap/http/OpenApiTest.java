package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    @Test
    void the_description_is_valid_openapi_and_names_every_route_and_no_other() {
        try (TestService service = TestService.on(TestService.h2())) {
            String text = service.caller().get("/openapi.json").body();

            ParseOptions options = new ParseOptions();
            options.setResolve(true);
            SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(text, null, options);

            assertThat(parsed.getMessages()).isEmpty();
            OpenAPI api = parsed.getOpenAPI();
            assertThat(api.getOpenapi()).isEqualTo("3.1.0");
            Set<String> described = new TreeSet<>();
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap()
                            .keySet()
                            .forEach(method -> described.add(method.name() + " " + path)));
            assertThat(described)
                    .isEqualTo(service.server().routes().stream()
                            .map(route -> route.method() + " " + route.path())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void every_path_that_is_described_is_served_and_every_schema_is_there_and_used() {
        try (TestService service = TestService.on(TestService.h2())) {
            JsonNode document = service.caller().get("/openapi.json").json();
            Set<String> used = new TreeSet<>(document.findValuesAsString("$ref"));
            Set<String> there = document.path("components").path("schemas").propertyNames().stream()
                    .map(name -> "#/components/schemas/" + name)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(used).isEqualTo(there);

            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().propertyNames().forEach(method -> {
                        String concrete = path.getKey().replaceAll("\\{\\w+}", "none");
                        Reply reply = service.caller()
                                .sendJson(method.toUpperCase(Locale.ROOT), concrete, method.equals("get") ? "" : "{}");
                        assertThat(reply.status()).as(reply.toString()).isNotEqualTo(405);
                        if (reply.status() == 404) {
                            assertThat(reply.text("detail")).isNotEqualTo("there is nothing at this path");
                        }
                    }));
        }
    }
}
