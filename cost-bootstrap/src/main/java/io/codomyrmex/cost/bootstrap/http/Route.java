package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.access.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One route of the service.
 *
 * @param method the HTTP method, in upper case
 * @param path its path, with parameters as {@code {name}}
 * @param id names it in the documentation and in metrics, like {@code recordEntries}
 * @param summary one line for people
 * @param roles who may call it; empty for everyone, without a token
 * @param parameters its query parameters and headers
 * @param body what a request carries; null for nothing
 * @param answers what it may answer, beside the problems that any route has
 * @param handler does it
 */
record Route(
        String method,
        String path,
        String id,
        String summary,
        Set<Role> roles,
        List<Parameter> parameters,
        @Nullable Content body,
        List<Answer> answers,
        Handler handler) {

    /** Does what is asked for. */
    @FunctionalInterface
    interface Handler {
        void handle(Exchange exchange);
    }

    /**
     * Something that a caller may give beside the body.
     *
     * @param in {@code query} or {@code header}
     * @param name its name
     * @param schema its schema's name
     * @param repeated whether it may be given more than once
     * @param description one line for people
     */
    record Parameter(String in, String name, String schema, boolean repeated, String description) {}

    /**
     * A body.
     *
     * @param types media types and the name of each one's schema
     */
    record Content(List<Typed> types) {}

    /**
     * One media type of a body.
     *
     * @param type the media type
     * @param schema its schema's name
     */
    record Typed(String type, String schema) {}

    /**
     * One answer.
     *
     * @param status the HTTP status
     * @param description one line for people
     * @param content the body; null for none
     */
    record Answer(int status, String description, @Nullable Content content) {}

    Route {
        roles = Set.copyOf(roles);
        parameters = List.copyOf(parameters);
        answers = List.copyOf(answers);
    }

    /** The query parameter of this name; null if there is none. */
    @Nullable
    Parameter queryParameter(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.in().equals("query") && parameter.name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    /** The names of all query parameters, for people. */
    String queryNames() {
        List<String> names = parameters.stream()
                .filter(parameter -> parameter.in().equals("query"))
                .map(Parameter::name)
                .toList();
        return names.isEmpty() ? "those of this path, which takes none" : String.join(", ", names);
    }

    /** A route without anything but what it is called and does. */
    static Route of(String method, String path, String id, String summary, Handler handler) {
        return new Route(method, path, id, summary, Set.of(), List.of(), null, List.of(), handler);
    }

    /** A copy for those who have one of these roles. */
    Route roles(Role... newRoles) {
        return new Route(method, path, id, summary, Set.of(newRoles), parameters, body, answers, handler);
    }

    /** A copy with a query parameter more. */
    Route query(String name, String schema, String description) {
        return with(new Parameter("query", name, schema, false, description));
    }

    /** A copy with a query parameter more, which may be given more than once. */
    Route queries(String name, String schema, String description) {
        return with(new Parameter("query", name, schema, true, description));
    }

    /** A copy with a header more. */
    Route header(String name, String schema, String description) {
        return with(new Parameter("header", name, schema, false, description));
    }

    private Route with(Parameter parameter) {
        return new Route(method, path, id, summary, roles, Lists.with(parameters, parameter), body, answers, handler);
    }

    /** A copy that takes a JSON body. */
    Route body(String schema) {
        return body(new Typed(Media.JSON, schema));
    }

    /** A copy that takes a body of one of these types. */
    Route body(Typed... types) {
        return new Route(method, path, id, summary, roles, parameters, new Content(List.of(types)), answers, handler);
    }

    /** A copy with an answer more: JSON. */
    Route answers(int status, String schema, String description) {
        return answers(status, description, new Typed(Media.JSON, schema));
    }

    /** A copy with an answer more: a problem. */
    Route refuses(int status, String description) {
        return answers(status, description, new Typed(Media.PROBLEM, "Problem"));
    }

    /** A copy with an answer more, of one of these types; of none, it is empty. */
    Route answers(int status, String description, Typed... types) {
        Answer answer = new Answer(status, description, types.length == 0 ? null : new Content(List.of(types)));
        return new Route(method, path, id, summary, roles, parameters, body, Lists.with(answers, answer), handler);
    }
}
