package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.packager.PackageDiff.FileChange;
import dev.slipway.packager.PackageDiff.SampleChange;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageDiffTest {

    private static final Path DIGITS = Path.of("..", "examples", "digits");

    @TempDir
    private Path folder = Path.of("");

    private final MemoryModelStore store = new MemoryModelStore();

    @Test
    void aPackageIsTheSameAsItself() throws IOException {
        PackageDiff diff = diff("v1", "v1");

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.files()).isEmpty();
        assertThat(diff.lines(String::valueOf)).containsExactly("the same package: " + diff.from());
    }

    @Test
    void anotherModelHasOtherWeightsTheSameSignatureAndOtherAnswers() throws IOException {
        PackageDiff diff = diff("v1", "v2");

        assertThat(diff.files())
                .filteredOn(file -> file.kind().equals("weights"))
                .extracting(FileChange::path)
                .containsExactly("model.onnx");
        assertThat(diff.signature()).isEmpty();
        assertThat(diff.samples().different()).isPositive();
        assertThat(diff.sizeTo()).isNotEqualTo(diff.sizeFrom());
        assertThat(diff.lines(size -> size + " bytes"))
                .contains("weights     changed", "signature   the same")
                .anyMatch(line -> line.startsWith("weights     model.onnx  "));
        assertThat(JsonText.write(diff.json())).contains("\"kind\":\"weights\"", "\"same\":false");
    }

    @Test
    void aSlowerModelWithTheSameAnswersExpectsTheSame() throws IOException {
        SampleChange samples = diff("v1", "slow").samples();

        assertThat(samples.different()).isZero();
        assertThat(samples.same()).isEqualTo(20);
    }

    @Test
    void anotherModelAltogetherHasAnotherSignature() throws IOException {
        Digest digits = new Packager(store).add(DIGITS.resolve("v1")).digest();
        Digest other = new Packager(store).add(Folders.same(folder)).digest();

        PackageDiff diff = PackageDiff.of(store, digits, other);

        assertThat(diff.signature())
                .extracting(change -> change.side() + " " + change.name())
                .contains("input x", "output label", "output probabilities");
        assertThat(diff.samples().onlyBefore()).isEqualTo(20);
    }

    private PackageDiff diff(String from, String to) throws IOException {
        Packager packager = new Packager(store);
        return PackageDiff.of(
                store,
                packager.add(DIGITS.resolve(from)).digest(),
                packager.add(DIGITS.resolve(to)).digest());
    }
}
