package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import dev.slipway.local.testing.Wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * Holds what a stage answers to its description, {@code openapi.json}: each path, method and status must be described,
 * and each field of the body. A field that is in no schema is a fault of one of both.
 */
final class Described {

    /** Told by the server itself, whatever the path. */
    private static final Set<Integer> EVERYWHERE = Set.of(405, 413);

    private static final String REFERENCE = "#/components/schemas/";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    private Described(JsonNode document) {
        this.document = document;
    }

    static Described read() {
        try (InputStream in = StageApi.class.getResourceAsStream("openapi.json")) {
            JsonNode document = JSON.readTree(in);
            close(document);
            return new Described(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every object has the fields that are described and no other, unless it says that it has. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get("properties") instanceof ObjectNode
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Described::close);
    }

    /** The methods and paths whose answers were looked at. */
    Set<String> seen() {
        return seen;
    }

    /** All that are described. */
    Set<String> all() {
        Set<String> all = new TreeSet<>();
        paths().properties()
                .forEach(path ->
                        path.getValue().fieldNames().forEachRemaining(method -> all.add(method + " " + path.getKey())));
        return all;
    }

    private JsonNode paths() {
        return document.path("paths");
    }

    /** Checks an answer. */
    void check(String method, String path, Reply reply) {
        String called = method + " " + path;
        if (EVERYWHERE.contains(reply.status())) {
            fits("Error", reply.text(), called);
            return;
        }
        Optional<String> template = template(path.replaceFirst("\\?.*", ""));
        if (template.isEmpty()) {
            assertThat(reply.status()).as(called + " is not described").isBetween(400, 499);
            return;
        }
        String word = method.toLowerCase(Locale.ROOT);
        JsonNode response =
                paths().path(template.get()).path(word).path("responses").path(Integer.toString(reply.status()));
        assertThat(response.isMissingNode())
                .as(called + " answers " + reply.status() + ", which is not described: " + reply.text())
                .isFalse();
        if (response.has("$ref")) {
            fits("Error", reply.text(), called);
        } else {
            seen.add(word + " " + template.get());
            JsonNode content = response.path("content");
            if (content.has("text/html")) {
                assertThat(reply.text()).as(called).startsWith("<!doctype html>");
            } else {
                valid(content.path("application/json").path("schema").toString(), reply.text(), called);
            }
        }
    }

    private Optional<String> template(String path) {
        return paths().properties().stream()
                .map(Map.Entry::getKey)
                .filter(template -> path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst();
    }

    /** Checks JSON against one of the schemas by its name. */
    void fits(String schema, String json, String what) {
        valid("{\"$ref\":\"" + REFERENCE + schema + "\"}", json, what);
    }

    private void valid(String schema, String json, String what) {
        String whole = schema.replace(REFERENCE, "#/$defs/")
                .replaceFirst(
                        "}$",
                        ",\"\\$defs\":"
                                + Matcher.quoteReplacement(document.at("/components/schemas")
                                        .toString()
                                        .replace(REFERENCE, "#/$defs/"))
                                + "}");
        Validator.Result result = new ValidatorFactory()
                .withJsonNodeFactory(new JacksonNode.Factory())
                .validate(whole, json);
        assertThat(result.getErrors())
                .as("%s: %s", what, json)
                .extracting(error -> error.getInstanceLocation() + " " + error.getError())
                .isEmpty();
    }
}
