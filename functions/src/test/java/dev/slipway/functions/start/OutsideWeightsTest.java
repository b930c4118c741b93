package dev.slipway.functions.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.engine.OnnxEngine;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.TestPackages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose weights lie in files beside them. */
class OutsideWeightsTest {

    private static final OnnxEngine ENGINE = OnnxEngine.start(new EngineSettings(Optional.empty(), 1));

    /** Four bytes of something else, then 10 and 20. */
    private static final byte[] DATA = ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(-1)
            .putFloat(10)
            .putFloat(20)
            .array();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void weightsInAFileBesideTheModelAreUsed() {
        Digest digest = store("model.data", OnnxModels.weightsOutside("model.data", 4, 8), DATA);

        try (Predictor predictor = load(digest)) {
            assertThat(ask(predictor)).containsExactly(11f, 22f);
        }
    }

    @Test
    void aModelInAFolderNamesItsFilesFromWhereItLies() {
        List<Descriptor> files =
                List.of(file("net/model.onnx", OnnxModels.weightsOutside("parts/a", 4, 8)), file("net/parts/a", DATA));

        try (Predictor predictor =
                load(TestPackages.store(store(), serving(List.of("net/model.onnx", "net/parts/a")), files))) {
            assertThat(ask(predictor)).containsExactly(11f, 22f);
        }
    }

    /** Invariant I5. */
    @Test
    void i5DamagedWeightsBesideTheModelAreNeverLoaded() throws IOException {
        Digest digest = store("model.data", OnnxModels.weightsOutside("model.data", 4, 8), DATA);
        byte[] changed = DATA.clone();
        changed[11]++;
        Path blob = folder.resolve("blobs/sha256").resolve(Digest.of(DATA).hex());
        Files.delete(blob);
        Files.write(blob, changed);

        assertThatThrownBy(() -> load(digest))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(Digest.of(DATA).toString());
    }

    /** Invariant I5: the engine itself would look for the file on the disk. */
    @Test
    void i5AFileThatIsNoPartOfThePackageIsNeverLoaded() throws IOException {
        Path lure = Files.write(folder.resolve("lure"), DATA);
        for (String location : List.of(lure.toString(), "../lure", "lure", "*/_ORT_MEM_ADDR_/*", "")) {
            Digest digest = store("model.data", OnnxModels.weightsOutside(location, 4, 8), DATA);

            assertThatThrownBy(() -> load(digest))
                    .as(location)
                    .isInstanceOf(ModelLoadException.class)
                    .hasMessage("the model keeps the tensor \"w\" in the file \"" + location
                            + "\", which is not among the package's weights (model.data); list it under weights and"
                            + " package again");
        }
    }

    /** Invariant I5. */
    @Test
    void i5AConstantOutsideOfTheModelIsRefusedForTheEngineWouldOpenItsFile() {
        Digest digest = store("model.data", OnnxModels.constantOutside("model.data"), DATA);

        assertThatThrownBy(() -> load(digest))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("in the file \"model.data\"; expected only the graph's own initializers there");
    }

    @Test
    void bytesBeyondTheFileAreRefused() {
        for (long[] place : new long[][] {{8, 8}, {-4, 8}, {Long.MAX_VALUE, 8}}) {
            Digest digest = store("model.data", OnnxModels.weightsOutside("model.data", place[0], place[1]), DATA);

            assertThatThrownBy(() -> load(digest))
                    .as("offset %d", place[0])
                    .isInstanceOf(ModelLoadException.class)
                    .hasMessageContaining("8 bytes from byte " + place[0] + " of \"model.data\" on, which has 12");
        }
    }

    @Test
    void aLengthThatDoesNotFitTheShapeIsRefused() {
        Digest digest = store("model.data", OnnxModels.weightsOutside("model.data", 4, 4), DATA);

        assertThatThrownBy(() -> load(digest))
                .hasMessage("the model gives the tensor \"w\" 4 bytes in \"model.data\"; its type and shape need 8");
    }

    private static List<Float> ask(Predictor predictor) {
        ByteBuffer x = ByteBuffer.allocateDirect(8)
                .order(ByteOrder.nativeOrder())
                .putFloat(1)
                .putFloat(2)
                .flip();
        Tensor.Fixed y = (Tensor.Fixed) predictor
                .predict(List.of(new Tensor.Fixed("x", Datatype.FP32, Shape.of(new long[] {2}), x)), List.of("y"))
                .getFirst();
        List<Float> values = new ArrayList<>();
        while (y.data().hasRemaining()) {
            values.add(y.data().getFloat());
        }
        return values;
    }

    private Digest store(String beside, byte[] model, byte[] data) {
        return TestPackages.store(
                store(),
                serving(List.of("model.onnx", beside)),
                List.of(file("model.onnx", model), file(beside, data)));
    }

    private static ServingManifest serving(List<String> weights) {
        return new ServingManifest(
                new ModelName("outside"),
                ModelFormat.ONNX,
                weights,
                Optional.empty(),
                OnnxModels.weightsOutsideSignature(),
                "metadata");
    }

    private Descriptor file(String path, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        store().put(digest, bytes.length, () -> new ByteArrayInputStream(bytes));
        return new Descriptor("application/octet-stream", digest, bytes.length, Map.of(Descriptor.FILEPATH, path));
    }

    private FolderModelStore store() {
        return new FolderModelStore(folder);
    }

    private Predictor load(Digest digest) {
        return new PackageLoader(store(), _ -> ENGINE).load(digest).predictor();
    }
}
