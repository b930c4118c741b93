package dev.slipway.packager.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.packager.format.FileSource;
import dev.slipway.packager.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchModelTest {

    private static final Path ARCHIVES = Path.of("src/test/resources/dev/slipway/packager/torchscript");
    private static final Path EXAMPLE = Path.of("../examples/digits-conv/v1/model.pt");
    private static final long SEED = 20_261_125;

    @Test
    void aFrozenModelHasItsNumbersAmongItsConstants() throws IOException {
        assertThat(read(EXAMPLE))
                .isEqualTo(new TorchModel(
                        "network.Served",
                        new Forward(List.of(new Forward.Argument("x", "Tensor")), new Forward.Result.Tensors(2)),
                        new TreeMap<>(Map.of("Float", 38_282L))));
    }

    @Test
    void aDictionaryIsTensorsByName() throws IOException {
        TorchModel named = read(ARCHIVES.resolve("named.pt"));

        assertThat(named.className()).isEqualTo("Sums");
        assertThat(named.parameters()).isEqualTo(4 * 3 + 3);
        assertThat(named.forward())
                .isEqualTo(new Forward(
                        List.of(new Forward.Argument("left", "Tensor"), new Forward.Argument("right", "Tensor")),
                        new Forward.Result.Named()));
    }

    @Test
    void aTracedModelOfHalvesSaysSo() throws IOException {
        TorchModel traced = read(ARCHIVES.resolve("traced.pt"));

        assertThat(traced.elementTypes()).isEqualTo(Map.of("Half", 15L));
        assertThat(traced.forward().result()).isEqualTo(new Forward.Result.Tensors(1));
    }

    @Test
    void whatIsNoTensorIsToldAsItIsAndWhatHasADefaultIsLeftOut() throws IOException {
        assertThat(read(ARCHIVES.resolve("listed.pt")).forward())
                .isEqualTo(new Forward(
                        List.of(new Forward.Argument("x", "List[Tensor]")), new Forward.Result.NoTensors("int")));
        assertThat(read(ARCHIVES.resolve("three.pt")).forward().result()).isEqualTo(new Forward.Result.Tensors(3));
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint.pt, 'torch.save wrote it: a Python pickle, which runs code when it is loaded and is never accepted'",
        "exported.pt, 'torch.export saved it'",
        "legacy.pt, 'it is no zip archive'",
        "writing.pt, 'calls torch.save: a model that reads or writes files is not served'"
    })
    void whatIsNoTorchScriptIsRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> read(ARCHIVES.resolve(name)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"named.pt", "traced.pt", "frozen.pt"})
    void damagedArchivesAreReadOrRefusedAndNothingElse(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ARCHIVES.resolve(name));
        Random random = new Random(SEED);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            readOrRefuse(Arrays.copyOf(damaged, length), i);
        }
    }

    private static void readOrRefuse(byte[] bytes, int round) {
        try {
            TorchModel.read(new Held(bytes), "model.pt");
        } catch (FormatException e) {
            assertThat(e).hasMessageNotContaining("null");
        } catch (RuntimeException | IOException e) {
            throw new AssertionError("seed " + SEED + ", round " + round, e);
        }
    }

    private static TorchModel read(Path file) throws IOException {
        return TorchModel.read(new Held(Files.readAllBytes(file)), "model.pt");
    }

    /** An archive in memory. */
    private static final class Held implements FileSource {

        private final byte[] bytes;

        Held(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public InputStream open(String path) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long size(String path) {
            return bytes.length;
        }
    }
}
