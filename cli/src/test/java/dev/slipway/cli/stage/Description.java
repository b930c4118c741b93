package dev.slipway.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import dev.slipway.local.stage.RemoteStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** The stage's API as {@code openapi.json} describes it. A field that is in no schema is a fault of one of both. */
final class Description {

    private static final String REFERENCE = "#/components/schemas/";

    private final JsonNode document;

    private Description(JsonNode document) {
        this.document = document;
    }

    static Description read() throws IOException {
        try (InputStream in = RemoteStage.class.getResourceAsStream("openapi.json")) {
            JsonNode document = new ObjectMapper().readTree(in);
            close(document);
            return new Description(document);
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get("properties") instanceof ObjectNode
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Description::close);
    }

    /** Holds an answer to what its path, method and status promise. */
    void check(String method, String path, int status, byte[] body) {
        String asked = "/stage/api/" + path.replaceFirst("\\?.*", "");
        JsonNode operations = document.path("paths").properties().stream()
                .filter(each -> asked.matches(each.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError(asked + " is not described"));
        JsonNode response = operations
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status));
        assertThat(response.isMissingNode())
                .as(method + " " + path + " answers " + status + ", which is not described")
                .isFalse();
        String schema = response.has("$ref")
                ? "{\"$ref\":\"" + REFERENCE + "Error\"}"
                : response.at("/content/application~1json/schema").toString();
        String whole = (schema.substring(0, schema.length() - 1) + ",\"$defs\":" + document.at("/components/schemas")
                        + "}")
                .replace(REFERENCE, "#/$defs/");
        String json = new String(body, StandardCharsets.UTF_8);
        assertThat(new ValidatorFactory()
                        .withJsonNodeFactory(new JacksonNode.Factory())
                        .validate(whole, json)
                        .getErrors())
                .as("%s %s: %s", method, path, json)
                .extracting(error -> error.getInstanceLocation() + " " + error.getError())
                .isEmpty();
    }
}
