package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.memory.MemoryModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFactsTest {

    private final MemoryModelStore store = new MemoryModelStore();

    @TempDir
    Path folder;

    private ModelPackage same;

    @BeforeEach
    void aStoredPackage() throws IOException {
        same = new Packager(store).add(Folders.same(folder));
    }

    @Test
    void aStoredPackageTellsWhatItsFolderTold() throws IOException {
        assertThat(PackageFacts.of(store, same.digest())).isEqualTo(PackageFacts.of(same));
    }

    @Test
    void theFactsAsJson() throws IOException {
        store.moveTag("same:stable", Optional.empty(), same.digest());
        store.moveTag("best", Optional.empty(), same.digest());

        PackageFacts facts = PackageFacts.of(store, same.digest());

        assertThat(JsonText.write(facts.json()))
                .startsWith("{\"digest\":\"" + same.digest() + "\",\"tags\":[\"best\",\"same:stable\"],"
                        + "\"model\":\"same\",\"format\":\"onnx\",\"licence\":\"Apache-2.0\",\"parameters\":0,\"size\":"
                        + facts.size() + ",\"estimated_memory\":" + facts.estimatedMemory()
                        + ",\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[-1,4]}],"
                        + "\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[-1,4]}],\"onnx\":{\"ir_version\":8,\"producer\":\"slipway-tests"
                        + " 1\",\"operator_sets\":{\"ai.onnx\":17},\"operators\":[\"Identity\"]},"
                        + "\"files\":[{\"path\":\"LICENSE\",\"media_type\":\"application/vnd.cncf.model.doc.v1.raw\","
                        + "\"size\":16,\"digest\":\"sha256:");
    }

    @Test
    void damagedWeightsTellNothing() throws IOException {
        store.damage(same.manifest().layer("model.onnx").orElseThrow().digest(), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> PackageFacts.of(store, same.digest())).isInstanceOf(PlatformException.Corrupt.class);
    }
}
