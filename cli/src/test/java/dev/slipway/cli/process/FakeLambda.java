package dev.slipway.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Lambda's API as a release uses: versions that are published of what is deployed, an alias with a revision,
 * and calls (Lambda API reference). Not thread-safe: its cloud lets in one request at a time.
 */
final class FakeLambda {

    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/?]+)(?:/([a-z]+)(?:/([^/?]+))?)?/?");
    private static final String CODE = "Y29kZS0x";

    private final BiFunction<FunctionVersion, byte[], Invocation> program;
    private final Map<String, Function> functions = new TreeMap<>();

    FakeLambda(BiFunction<FunctionVersion, byte[], Invocation> program) {
        this.program = program;
    }

    private static final class Function {
        private Digest digest;
        private int revision = 1;
        private final List<Digest> versions = new ArrayList<>();
        private Optional<Json.Fields> alias = Optional.empty();
        private int aliasRevision;

        Function(Digest digest) {
            this.digest = digest;
        }
    }

    /** An answer. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** What a deployment does: the function is there, and is this. */
    void deploy(String name, Digest digest) {
        Function function = functions.computeIfAbsent(name, _ -> new Function(digest));
        if (!function.digest.equals(digest)) {
            function.digest = digest;
            function.revision++;
        }
    }

    boolean serves(String name) {
        return Optional.ofNullable(functions.get(name))
                .flatMap(found -> found.alias)
                .isPresent();
    }

    void remove(String name) {
        functions.remove(name);
    }

    static boolean is(String path) {
        return path.startsWith("/2015-03-31/");
    }

    Answer answer(String method, String path, String query, byte[] body) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches() || !functions.containsKey(matcher.group(1))) {
            return error(404, "ResourceNotFoundException", "Function not found: " + path);
        }
        Function function = functions.get(matcher.group(1));
        String what = method + " " + Optional.ofNullable(matcher.group(2)).orElse("");
        return switch (what) {
            case "GET versions" -> json(200, versions(function));
            case "POST versions" -> publish(function, JsonReader.parse("publish", body));
            case "GET configuration" -> json(200, version(function, qualifier(query)));
            case "POST invocations" -> invoke(matcher.group(1), function, qualifier(query), body);
            case "GET aliases" ->
                function.alias
                        .map(alias -> json(200, alias))
                        .orElseGet(() -> error(404, "ResourceNotFoundException", "Cannot find alias"));
            case "POST aliases", "PUT aliases" -> alias(function, method, JsonReader.parse("alias", body));
            default -> error(400, "InvalidParameterValueException", "not played here: " + what);
        };
    }

    private static String qualifier(String query) {
        return query.replaceFirst(".*Qualifier=", "").replaceFirst("&.*", "").replace("%24", "$");
    }

    private static Json.Fields versions(Function function) {
        List<Json.Fields> all = new ArrayList<>(List.of(version(function, "$LATEST")));
        for (int i = 1; i <= function.versions.size(); i++) {
            all.add(version(function, Integer.toString(i)));
        }
        return Json.object().with("Versions", Json.array(all));
    }

    private static Json.Fields version(Function function, String version) {
        Digest digest =
                version.equals("$LATEST") ? function.digest : function.versions.get(Integer.parseInt(version) - 1);
        return Json.object()
                .with("Version", Json.of(version))
                .with("CodeSha256", Json.of(CODE))
                .with("RevisionId", Json.of("revision-" + function.revision))
                .with("State", Json.of("Active"))
                .with(
                        "Environment",
                        Json.object()
                                .with("Variables", Json.object().with("SLIPWAY_MODEL", Json.of(digest.toString()))));
    }

    private static Answer publish(Function function, JsonReader request) {
        if (!request.optionalText("RevisionId").orElse("").equals("revision-" + function.revision)) {
            return error(412, "PreconditionFailedException", "The RevisionId provided does not match");
        }
        function.versions.add(function.digest);
        return json(201, version(function, Integer.toString(function.versions.size())));
    }

    private Answer invoke(String name, Function function, String version, byte[] event) {
        ModelName model = new ModelName(name.substring(name.lastIndexOf('-') + 1));
        Invocation answer = program.apply(
                new FunctionVersion(version, function.versions.get(Integer.parseInt(version) - 1), CODE), event);
        return switch (answer) {
            case Invocation.Answered(byte[] payload) ->
                new Answer(200, Map.of("X-Amz-Executed-Version", version), payload);
            case Invocation.Unanswered(String kind, String message) ->
                new Answer(200, Map.of("X-Amz-Function-Error", kind), (model + message).getBytes(UTF_8));
        };
    }

    private static Answer alias(Function function, String method, JsonReader request) {
        if (method.equals("POST") && function.alias.isPresent()) {
            return error(409, "ResourceConflictException", "Alias already exists");
        }
        if (method.equals("PUT")
                && !request.optionalText("RevisionId").orElse("").equals("alias-" + function.aliasRevision)) {
            return error(412, "PreconditionFailedException", "The RevisionId provided does not match");
        }
        function.aliasRevision++;
        Json.Fields alias = Json.object()
                .with("Name", Json.of("live"))
                .with("FunctionVersion", Json.of(request.text("FunctionVersion")))
                .with("RevisionId", Json.of("alias-" + function.aliasRevision));
        function.alias = Optional.of(request.object()
                .find("RoutingConfig")
                .map(routing -> alias.with("RoutingConfig", routing))
                .orElse(alias));
        return json(200, function.alias.get());
    }

    private static Answer json(int status, Json.Fields body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), JsonText.canonical(body));
    }

    static Answer error(int status, String code, String message) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json", "x-amzn-ErrorType", code),
                JsonText.canonical(Json.object().with("message", Json.of(message))));
    }
}
