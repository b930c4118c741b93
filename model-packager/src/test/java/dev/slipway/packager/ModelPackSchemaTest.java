package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.memory.MemoryModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages hold to the schema that ModelPack publishes; {@code modelpack/README.md} says which. */
class ModelPackSchemaTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "worse", "slow", "faulty"})
    void theConfigOfEveryExampleIsValid(String version) throws IOException {
        assertValid(config(ExamplesTest.EXAMPLES.resolve("digits").resolve(version)));
    }

    @Test
    void theConfigOfAFolderWithOneOfEverythingIsValid() throws IOException {
        assertValid(config(Folders.same(temporary.resolve("same"))));
    }

    @Test
    void theSchemaIsHeeded() throws IOException {
        String config = config(Folders.same(temporary.resolve("same")));

        assertThat(errors(config.replace("\"diffIds\"", "\"diff_ids\""))).isNotEqualTo("[]");
        assertThat(errors(config.replace("\"layers\"", "\"files\""))).isNotEqualTo("[]");
        assertThat(errors("{}")).isNotEqualTo("[]");
    }

    private static String config(Path folder) throws IOException {
        ModelStore store = new MemoryModelStore();
        ModelPackage read = new Packager(store).add(folder);
        return new String(store.read(read.manifest().config().digest(), 1 << 20), StandardCharsets.UTF_8);
    }

    private static void assertValid(String config) throws IOException {
        assertThat(errors(config)).isEqualTo("[]");
    }

    private static String errors(String config) throws IOException {
        try (InputStream schema = ModelPackSchemaTest.class.getResourceAsStream("modelpack/config-schema.json")) {
            Validator validator = new ValidatorFactory().createValidator();
            URI uri = validator.registerSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            return validator.validate(uri, config).getErrors().stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getError())
                    .toList()
                    .toString();
        }
    }
}
