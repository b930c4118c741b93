package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.spec.SpecSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published schema of {@code slipway.yaml} says what the reader does. With {@code -Dslipway.write} it is written
 * anew.
 */
class SlipwaySchemaTest {

    private static final Path WRONG = Path.of("../core/src/test/resources/dev/slipway/core/spec/slipway");

    /** Wrong files whose fault no schema sees: what depends on another value, on order, on a list, or on YAML itself. */
    private static final Set<String> FOR_THE_READER_ONLY = Set.of(
            "duplicate-tensor",
            "format-cannot-be-told",
            "licence-bracket-open",
            "licence-not-on-the-list",
            "licence-of-ones-own",
            "pickle-by-its-name",
            "samples-are-the-weights",
            "step-shift-that-never-ends",
            "steps-after-bake",
            "steps-that-compare-nothing",
            "steps-that-fall",
            "steps-with-verify-later",
            "steps-without-verify",
            "timeout-too-long",
            "weights-are-ours",
            "yaml-alias",
            "yaml-not-utf8",
            "yaml-tag");

    private final PublishedSchema schema = new PublishedSchema(SpecSchema.json());

    @Test
    void whatIsPublishedIsWhatTheReaderReads() throws IOException {
        schema.assertPublished("slipway.schema.json");
        PublishedSchema.assertPublished("slipway-yaml.md", SpecSchema.markdown());
    }

    @Test
    void everyExampleIsValid() throws IOException {
        try (Stream<Path> files = Files.walk(ExamplesTest.EXAMPLES)) {
            List<Path> examples =
                    files.filter(file -> file.endsWith("slipway.yaml")).toList();
            assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
            for (Path example : examples) {
                assertThat(schema.errors(Files.readString(example)))
                        .as(example.toString())
                        .contains("[]");
            }
        }
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

    @Test
    void aFileWithEverythingIsValid() throws IOException {
        assertThat(schema.errors("""
            model: digits
            format: onnx
            weights: [model.onnx, data/model.onnx.data]
            samples: samples.jsonl
            baseline: data/baseline.parquet
            licence: (MIT OR Apache-2.0) AND LicenseRef-ours
            signature:
              inputs: [{name: x, datatype: FP32, shape: [-1, 64]}]
              outputs: [{name: y, datatype: FP32, shape: []}]
            serving: {memory: 128, architecture: x86_64, timeout: 1s, snapstart: on, capture: none}
            release:
              advance: proof
              on_inconclusive: roll-back
              alpha: 0.01
              beta: 0.05
              tolerate: 1.25
              slo: 1%
              quantiles: [0.5, 0.95]
              alarms: one
              steps:
                - verify:
                - shift: {to: 0.1, at_least: 1m30s, at_most: 2h, requests: 300}
                - ask: {of: [team-ml]}
                - ask:
                - bake: {for: 30m}
            """)).contains("[]");
    }
}
