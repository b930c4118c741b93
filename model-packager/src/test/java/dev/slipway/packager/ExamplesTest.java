package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in the repository can be packaged. */
class ExamplesTest {

    static final Path EXAMPLES = Path.of("..", "examples");

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "worse", "slow", "faulty"})
    void everyDigitsModelIsPackaged(String version) throws IOException {
        MemoryModelStore store = new MemoryModelStore();

        ModelPackage digits = new Packager(store).add(EXAMPLES.resolve("digits").resolve(version));

        assertThat(store.packages()).containsExactly(digits.digest());
        assertThat(digits.leftOut()).isEmpty();
        assertThat(digits.serving().signature())
                .isEqualTo(new Signature(
                        List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 64L))),
                        List.of(
                                new TensorSpec("label", Datatype.INT64, List.of(-1L)),
                                new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, 10L)))));
    }

    @Test
    void aFunctionFindsAllItNeedsInThePackage() throws IOException {
        MemoryModelStore store = new MemoryModelStore();

        ModelPackage digits = new Packager(store).add(EXAMPLES.resolve("digits").resolve("v1"));

        Manifest manifest = Manifest.parse(store.read(digits.digest(), 1 << 20));
        Descriptor layer = manifest.layer(ServingManifest.PATH).orElseThrow();
        ServingManifest serving = ServingManifest.parse(store.read(layer.digest(), 1 << 20));
        assertThat(serving.weights()).containsExactly("model.onnx");
        assertThat(serving.samples()).isEqualTo(Optional.of("samples.jsonl"));
        assertThat(store.has(manifest.layer("model.onnx").orElseThrow().digest()))
                .isTrue();
        assertThat(store.has(manifest.layer("samples.jsonl").orElseThrow().digest()))
                .isTrue();
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            List<Path> folders = files.filter(file -> file.endsWith("slipway.yaml"))
                    .map(file -> file.resolveSibling("").normalize())
                    .sorted()
                    .toList();
            assertThat(folders).hasSizeGreaterThanOrEqualTo(9);
            return folders;
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aWrongSignatureIsCaughtWithWhatWasExpectedAndFound(Path example, @TempDir Path temporary) throws IOException {
        TensorSpec output =
                Packager.read(example).serving().signature().outputs().getFirst();
        Datatype wrong = output.datatype() == Datatype.INT32 ? Datatype.INT64 : Datatype.INT32;
        Path copy = Folders.copy(example, temporary.resolve("copy"));
        String yaml = Files.readString(copy.resolve("slipway.yaml"));
        String before = "{name: " + output.name() + ", datatype: " + output.datatype();
        String after = "{name: " + output.name() + ", datatype: " + wrong;
        Folders.spec(
                copy,
                yaml.contains(before)
                        ? yaml.replace(before, after)
                        : yaml + "signature:\n  outputs:\n    - " + after + ", shape: " + output.shape() + "}\n");

        assertThatThrownBy(() -> Packager.read(copy))
                .isInstanceOf(ProblemsException.class)
                .hasMessageMatching("(?s)(slipway.yaml|samples.jsonl):.*found \"?"
                        + (yaml.contains(before) ? output.datatype() : wrong) + "\"?; expected .*");
    }
}
