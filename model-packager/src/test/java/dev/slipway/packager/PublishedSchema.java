package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A schema under {@code docs}: as code makes it, and what a validator of others says by it. */
final class PublishedSchema {

    static final Path DOCS = Path.of("..", "docs");

    private final Validator validator = new ValidatorFactory().createValidator();
    private final String text;
    private final URI schema;

    PublishedSchema(Json schema) {
        this.text = JsonText.write(schema);
        this.schema = validator.registerSchema(text);
    }

    void assertPublished(String name) throws IOException {
        assertPublished(name, text + "\n");
    }

    /** The file is what code makes; with {@code -Dslipway.write} it is written anew. */
    static void assertPublished(String name, String content) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("slipway.write")) {
            Files.writeString(file, content);
        }
        assertThat(file)
                .as("write it anew with: mvn test -pl model-packager -am -Dslipway.write=true -Dtest=*SchemaTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .content()
                .isEqualTo(content);
    }

    /** What the schema says of a text; empty where it is not YAML at all. */
    Optional<String> errors(String yaml) throws IOException {
        try {
            Object loaded =
                    new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
            String json = new ObjectMapper().writeValueAsString(loaded);
            return Optional.of(validator.validate(schema, json).getErrors().stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getError())
                    .toList()
                    .toString());
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }
}
