package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages hold to the schema that ModelPack publishes; {@code modelpack/README.md} says which. */
class ModelPackSchemaTest {

    @TempDir
    Path temporary;

    @Test
    void theConfigOfEveryExampleIsValid() throws IOException {
        try (Stream<Path> files = Files.walk(ExamplesTest.EXAMPLES)) {
            List<Path> examples =
                    files.filter(file -> file.endsWith(ModelSpec.FILE)).toList();
            assertThat(examples).hasSizeGreaterThanOrEqualTo(7);
            for (Path example : examples) {
                assertThat(errors(config(example.resolveSibling(""))))
                        .as(example.toString())
                        .isEqualTo("[]");
            }
        }
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
