package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.spec.StagesSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published schema of {@code stages.yaml} says what the reader does. With {@code -Dslipway.write} it is written
 * anew.
 */
class StagesSchemaTest {

    private static final Path WRONG = Path.of("../core/src/test/resources/dev/slipway/core/spec/stages");

    /** In the page, what code makes begins here; what stands before it is written by people. */
    private static final String BEGIN = "<!-- The tables below are made from the code that reads the keys. -->\n";

    /** Wrong files whose fault no schema sees: what depends on another value, on a list, or on YAML itself. */
    private static final Set<String> FOR_THE_READER_ONLY = Set.of(
            "bucket-of-two-stages",
            "domain-elsewhere",
            "door-http-with-keys",
            "door-rest-with-tokens",
            "firewall-before-http",
            "name-begins-another",
            "region-of-another-partition",
            "region-that-aws-lacks",
            "window-below-a-minute",
            "window-of-local-too-long",
            "window-of-odd-seconds");

    private final PublishedSchema schema = new PublishedSchema(StagesSchema.json());

    @Test
    void whatIsPublishedIsWhatTheReaderReads() throws IOException {
        schema.assertPublished("stages.schema.json");
        String page = Files.readString(PublishedSchema.DOCS.resolve("stages-yaml.md"));
        assertThat(page).contains(BEGIN);
        PublishedSchema.assertPublished(
                "stages-yaml.md", page.substring(0, page.indexOf(BEGIN)) + BEGIN + StagesSchema.markdown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../stages.yaml",
                "../infra/src/test/resources/dev/slipway/infra/stages.yaml",
                "../infra/src/test/resources/dev/slipway/infra/doors.yaml",
                "../infra/src/test/resources/dev/slipway/infra/reporting.yaml",
            })
    void filesThatAreReadAreValid(String file) throws IOException {
        assertThat(schema.errors(Files.readString(Path.of(file)))).contains("[]");
    }

    @Test
    void everyWrongFileFailsButThoseWhoseFaultNoSchemaSees() throws IOException {
        Set<String> passed = new TreeSet<>();
        try (Stream<Path> files = Files.list(WRONG)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (schema.errors(text).equals(Optional.of("[]"))) {
                    passed.add(file.getFileName().toString().replace(".yaml", ""));
                }
            }
        }
        assertThat(passed).isEqualTo(new TreeSet<>(FOR_THE_READER_ONLY));
    }
}
