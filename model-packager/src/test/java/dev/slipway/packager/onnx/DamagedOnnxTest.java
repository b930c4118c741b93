package dev.slipway.packager.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files from strangers: whatever their bytes, the answer is a model or a complaint, soon and in little memory. */
class DamagedOnnxTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test
    void aFileCutShortAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(EXAMPLES.resolve("wine").resolve("wine.onnx"));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                OnnxModel model = OnnxModelTest.read(cut);
                // Only what stands behind the graph may be missing without notice: then the graph is the same.
                assertThat(model.inputs()).as("cut at " + length).hasSize(8);
            } catch (OnnxException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsRefused() throws IOException {
        byte[] whole = OnnxFixtures.identity();
        byte[] shorter = Arrays.copyOf(whole, whole.length - 5);

        assertThatThrownBy(() -> OnnxModel.read(() -> new ByteArrayInputStream(shorter), whole.length))
                .isInstanceOf(IOException.class);
    }

    @Test
    void changedBytesGiveAModelOrAComplaint() throws IOException {
        byte[] whole =
                Files.readAllBytes(EXAMPLES.resolve("digits").resolve("slow").resolve("model.onnx"));
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int round = 0; round < 4_000; round++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                OnnxModelTest.read(damaged);
            } catch (OnnxException e) {
                assertThat(e).as("seed " + seed + " round " + round).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }
}
