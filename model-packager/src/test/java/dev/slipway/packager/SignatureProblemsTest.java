package dev.slipway.packager;

import static dev.slipway.packager.onnx.OnnxFixtures.COMPLEX64;
import static dev.slipway.packager.onnx.OnnxFixtures.FLOAT;
import static dev.slipway.packager.onnx.OnnxFixtures.graph;
import static dev.slipway.packager.onnx.OnnxFixtures.model;
import static dev.slipway.packager.onnx.OnnxFixtures.shapeless;
import static dev.slipway.packager.onnx.OnnxFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.onnx.OnnxFixtures;
import dev.slipway.packager.onnx.Proto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file's signature and what {@code slipway.yaml} says of it. */
class SignatureProblemsTest {

    @TempDir
    Path folder;

    @Test
    void aStricterShapeHolds() throws IOException {
        write(OnnxFixtures.identity(), "inputs: [{name: x, datatype: FP32, shape: [1, 4]}]");

        assertThat(Packager.read(folder).serving().signature().inputs())
                .containsExactly(new TensorSpec("x", Datatype.FP32, List.of(1L, 4L)));
        assertThat(Packager.read(folder).serving().signature().outputs())
                .containsExactly(new TensorSpec("y", Datatype.FP32, List.of(-1L, 4L)));
    }

    @Test
    void aShapeThatTheFileDoesNotTellMustBeSaid() throws IOException {
        byte[] untold = model(graph().message(11, shapeless("x", FLOAT)).message(12, tensor("y", FLOAT)))
                .build();
        write(untold, "outputs: [{name: y, datatype: FP32, shape: []}]");
        assertTold("model.onnx: the file does not say the shape of the input \"x\"; say it in slipway.yaml: {name: x,"
                + " datatype: FP32, shape: [-1, ...]} under signature");

        write(untold, "inputs: [{name: x, datatype: FP32, shape: [-1, 7]}]");
        assertThat(Packager.read(folder).serving().signature().inputs())
                .containsExactly(new TensorSpec("x", Datatype.FP32, List.of(-1L, 7L)));
    }

    @Test
    void tensorsOfOneNameAreRefused() throws IOException {
        writeUnsaid(model(graph().message(11, tensor("x", FLOAT, -1))
                        .message(11, tensor("x", FLOAT, -1))
                        .message(12, tensor("y", FLOAT, -1))
                        .message(12, tensor("y", FLOAT, -1)))
                .build());

        assertTold(
                "model.onnx: its graph has two inputs called \"x\"; expected names that differ; rename one and export"
                        + " again\nmodel.onnx: its graph has two outputs called \"y\"; expected names that differ; rename one and"
                        + " export again");
    }

    @Test
    void whatContradictsTheFileIsRefusedAllAtOnce() throws IOException {
        write(OnnxFixtures.identity(), """
                inputs:
                    - {name: x, datatype: FP64, shape: [-1, 5]}
                    - {name: z, datatype: FP32, shape: [1]}
                  outputs:
                    - {name: y, datatype: FP32, shape: [-1, -1]}""");

        assertTold("""
                slipway.yaml:6:7: the file model.onnx has no input "z"; expected one of "x"
                slipway.yaml:5:7: the input "x": found FP64; expected FP32; the file model.onnx says so
                slipway.yaml:5:7: the input "x": found the shape [-1, 5]; expected [-1, 4] or stricter; the file\
                 model.onnx says so
                slipway.yaml:8:7: the output "y": found the shape [-1, -1]; expected [-1, 4] or stricter; the file\
                 model.onnx says so""");
    }

    @Test
    void elementsThatTheProtocolDoesNotHaveAreRefused() throws IOException {
        write(
                model(graph().message(11, tensor("x", COMPLEX64, 1)).message(12, tensor("y", FLOAT, 1)))
                        .build(),
                "outputs: [{name: y, datatype: FP32, shape: [1]}]");

        assertTold("model.onnx: the input \"x\" has elements of COMPLEX64; expected a datatype of the V2 protocol; cast"
                + " it inside the model");
    }

    @Test
    void aModelWithoutInputCannotBeAsked() throws IOException {
        Proto graph = graph().message(12, tensor("y", FLOAT, 1));
        write(model(graph).build(), "outputs: [{name: y, datatype: FP32, shape: [1]}]");

        assertTold("model.onnx: its graph has no input; expected at least one; a model without input cannot be asked");
    }

    private void write(byte[] model, String signature) throws IOException {
        Files.write(folder.resolve("model.onnx"), model);
        Folders.spec(folder, "model: same\nweights: model.onnx\nsignature:\n  " + signature + "\n");
    }

    private void writeUnsaid(byte[] model) throws IOException {
        Files.write(folder.resolve("model.onnx"), model);
        Folders.spec(folder, "model: same\nweights: model.onnx\n");
    }

    private void assertTold(String message) {
        assertThatThrownBy(() -> Packager.read(folder))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(message);
    }
}
