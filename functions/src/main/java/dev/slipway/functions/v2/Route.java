package dev.slipway.functions.v2;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a method and a path ask for. */
sealed interface Route {

    /** GET v2/health/live. */
    record Live() implements Route {}

    /** GET v2/health/ready. */
    record Ready() implements Route {}

    /** GET v2. */
    record Server() implements Route {}

    /** GET v2/models/{m}[/versions/{v}]/ready. */
    record ModelReady() implements Route {}

    /** GET v2/models/{m}[/versions/{v}]. */
    record Model() implements Route {}

    /** GET v2/models/{m}[/versions/{v}]/config. */
    record Config() implements Route {}

    /** GET v2/models/{m}[/versions/{v}]/openapi.json. */
    record Document() implements Route {}

    /** POST v2/repository/index. */
    record Index() implements Route {}

    /** POST v2/models/{m}[/versions/{v}]/infer. */
    record Infer() implements Route {}

    /** Nothing of ours; {@code allow} names the methods that the path would take. */
    record Refused(int status, String message, Optional<String> allow) implements Route {}

    /** Finds the route; a function answers for its own model and version alone. */
    static Route of(String method, String path, ServedModel model) {
        List<String> parts = Arrays.asList(path.split("/", -1));
        if (parts.size() > 2 && parts.getLast().isEmpty()) {
            parts = parts.subList(0, parts.size() - 1);
        }
        parts = parts.subList(Math.min(1, parts.size()), parts.size());
        if (parts.isEmpty() || !parts.getFirst().equals("v2")) {
            return noPath(path, model);
        }
        parts = parts.subList(1, parts.size());
        if (parts.isEmpty()) {
            return allowing("GET", method, new Server());
        }
        return switch (parts.getFirst()) {
            case "health" -> health(method, path, parts.subList(1, parts.size()), model);
            case "models" -> model(method, path, parts.subList(1, parts.size()), model);
            case "repository" ->
                parts.equals(List.of("repository", "index"))
                        ? allowing("POST", method, new Index())
                        : noPath(path, model);
            default -> noPath(path, model);
        };
    }

    private static Route health(String method, String path, List<String> parts, ServedModel model) {
        if (parts.equals(List.of("live"))) {
            return allowing("GET", method, new Live());
        }
        if (parts.equals(List.of("ready"))) {
            return allowing("GET", method, new Ready());
        }
        return noPath(path, model);
    }

    private static Route model(String method, String path, List<String> parts, ServedModel model) {
        if (parts.isEmpty()) {
            return noPath(path, model);
        }
        if (!parts.getFirst().equals(model.name().value())) {
            return new Refused(
                    404,
                    "no model \"" + JsonSource.shorten(parts.getFirst()) + "\" here; this endpoint serves \""
                            + model.name() + "\"",
                    Optional.empty());
        }
        List<String> rest = parts.subList(1, parts.size());
        if (rest.size() >= 2 && rest.getFirst().equals("versions")) {
            if (!rest.get(1).equals(model.version())) {
                return new Refused(
                        404,
                        "version \"" + JsonSource.shorten(rest.get(1)) + "\" of model \"" + model.name()
                                + "\" does not answer here; this is version \"" + model.version() + "\"",
                        Optional.empty());
            }
            rest = rest.subList(2, rest.size());
        }
        return switch (String.join("/", rest)) {
            case "" -> allowing("GET", method, new Model());
            case "ready" -> allowing("GET", method, new ModelReady());
            case "config" -> allowing("GET", method, new Config());
            case "openapi.json" -> allowing("GET", method, new Document());
            case "infer" -> allowing("POST", method, new Infer());
            default -> noPath(path, model);
        };
    }

    /** HEAD asks as GET does; whoever carries the answer leaves out its body. */
    private static Route allowing(String allowed, String method, Route route) {
        boolean get = allowed.equals("GET");
        if (method.equals(allowed) || (get && method.equals("HEAD"))) {
            return route;
        }
        return new Refused(
                405,
                JsonSource.shorten(method) + " is not allowed here; expected " + allowed,
                Optional.of(get ? "GET, HEAD" : allowed));
    }

    private static Route noPath(String path, ServedModel model) {
        return new Refused(
                404,
                "no path \"" + JsonSource.shorten(path) + "\" here; predictions are answered at POST /v2/models/"
                        + model.name() + "/infer",
                Optional.empty());
    }
}
