package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder around a TorchScript archive, whose signature is the author's to say. */
class TorchFolderTest {

    private static final Path EXAMPLE = ExamplesTest.EXAMPLES.resolve("digits-conv/v1");
    private static final Path ARCHIVES = Path.of("src/test/resources/dev/slipway/packager/torchscript");
    private static final String HEAD = "model: net\nweights: model.pt\nserving: {architecture: x86_64}\n";

    @TempDir
    Path folder;

    @Test
    void theExampleIsPackagedAndItsFactsAreReadAgainFromTheStore() throws IOException {
        MemoryModelStore store = new MemoryModelStore();

        ModelPackage digits = new Packager(store).add(EXAMPLE);

        assertThat(digits.leftOut()).isEmpty();
        PackageFacts facts = PackageFacts.of(store, digits.digest());
        assertThat(facts).isEqualTo(PackageFacts.of(digits));
        assertThat(facts.weights().precision()).hasValue("float32");
        assertThat(facts.weights().parameters()).isEqualTo(38_282);
    }

    @Test
    void aSignatureThatIsMissingIsAskedForOnBothSides() throws IOException {
        refused(
                "named.pt",
                HEAD,
                "does not say the datatypes and shapes of its inputs",
                "say them under signature: inputs: [{name: left, datatype: FP32, shape: [-1, ...]}]",
                "does not say the datatypes and shapes of its outputs");
    }

    @Test
    void inputsMustBeAsManyAndInTheOrderOfForwardsArguments() throws IOException {
        String outputs = "  outputs: [{name: sum, datatype: FP32, shape: [-1, 3]}]\n";
        refused(
                "named.pt",
                HEAD + "signature:\n  inputs: [{name: left, datatype: FP32, shape: [-1, 4]}]\n" + outputs,
                "slipway.yaml:5:12: inputs: found 1",
                "expected 2: the forward of model.pt takes left, right");
        refused(
                "named.pt",
                HEAD + "signature:\n  inputs: [{name: right, datatype: FP32, shape: [-1, 4]},"
                        + " {name: left, datatype: FP32, shape: [-1, 4]}]\n" + outputs,
                "inputs: found the order right, left",
                "expected the order of forward's arguments: left, right");
    }

    @Test
    void outputsMustBeAsManyAsForwardGives() throws IOException {
        refused(
                "three.pt",
                HEAD + "signature:\n  inputs: [{name: x, datatype: FP32, shape: [-1, 4]}]\n"
                        + "  outputs: [{name: y, datatype: FP32, shape: [-1, 4]}]\n",
                "slipway.yaml:6:13: outputs: found 1",
                "expected 3: as many as the forward of model.pt gives");
    }

    @Test
    void datatypesThatPyTorchHasNotAreRefused() throws IOException {
        refused(
                "frozen.pt",
                HEAD + "signature:\n  inputs: [{name: x, datatype: UINT16, shape: [-1, 4]}]\n"
                        + "  outputs: [{name: y, datatype: BF16, shape: [-1, 3]}]\n",
                "slipway.yaml:5:12: \"x\" is UINT16",
                "slipway.yaml:6:13: \"y\" is BF16",
                "cast it inside the model");
    }

    @Test
    void whatIsNoTensorIsRefusedWithAWayOut() throws IOException {
        refused("listed.pt", HEAD, "its forward takes x: List[Tensor]", "its forward gives int", "wrap the model");
    }

    @Test
    void theProcessorMustBeOneThatPyTorchIsServedOn() throws IOException {
        refused("frozen.pt", "model: net\nweights: model.pt\n", "serving.architecture is arm64", "x86_64");
    }

    @Test
    void aPickleIsRefusedWithAWayOut() throws IOException {
        refused(
                "checkpoint.pt",
                HEAD,
                "slipway.yaml:2:10: the file \"model.pt\" is no TorchScript model: torch.save wrote it: a Python pickle",
                "torch.jit.script(model.eval()).save(file)");
        refused("legacy.pt", HEAD, "is a Python pickle, which runs code when it is loaded and is never accepted");
    }

    private void refused(String archive, String yaml, String... parts) throws IOException {
        Files.write(folder.resolve("model.pt"), Files.readAllBytes(ARCHIVES.resolve(archive)));
        Folders.spec(folder, yaml);
        assertThatThrownBy(() -> Packager.read(folder))
                .isInstanceOf(ProblemsException.class)
                .message()
                .contains(parts);
    }
}
