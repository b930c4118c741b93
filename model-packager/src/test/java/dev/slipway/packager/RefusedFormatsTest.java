package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Formats that run code when they are loaded are refused, whatever they are called, with the reason and the way out. */
class RefusedFormatsTest {

    private static final Path FILES = Path.of("src/test/resources/dev/slipway/packager/refused");

    @TempDir
    private Path folder;

    private static List<String> files() throws IOException {
        return Folders.names(FILES).stream()
                .filter(name -> !name.equals("make.py") && !name.equals("messages.txt"))
                .toList();
    }

    @Test
    void eachIsCalledByItsNameWithTheWayOut() throws IOException {
        StringBuilder told = new StringBuilder();
        for (String file : files()) {
            told.append(refused(file, ModelFormat.ONNX)).append('\n');
        }

        assertThat(told).hasToString(Files.readString(FILES.resolve("messages.txt")));
        assertThat(told.toString().lines()).allMatch(line -> line.contains("never accepted"));
    }

    @ParameterizedTest
    @EnumSource
    void noFormatLetsThemIn(ModelFormat format) throws IOException {
        for (String file : files()) {
            assertThat(refused(file, format)).contains("never accepted");
        }
    }

    @Test
    void neitherDoesAFileThatIsCalledOtherwise() throws IOException {
        for (String ending : Arrays.stream(ModelFormat.values())
                .flatMap(format -> format.endings().stream())
                .toList()) {
            Path renamed = Files.copy(FILES.resolve("model.pkl"), folder.resolve("model" + ending));
            assertThatThrownBy(() -> ModelFolders.init(renamed, new ModelName("new"), folder.resolve("new")))
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageContaining(
                            "is a Python pickle, which runs code when it is loaded and is never accepted");
        }
        assertThat(Folders.names(folder)).doesNotContain("new");
    }

    private String refused(String file, ModelFormat format) throws IOException {
        Path model = Files.createDirectories(folder.resolve(format + "-" + file));
        Files.copy(FILES.resolve(file), model.resolve(file));
        Path tokenizer = ExamplesTest.EXAMPLES.resolve("sections/v1/tokenizer.json");
        boolean text = format == ModelFormat.TEXT_ONNX;
        if (text) {
            Files.copy(tokenizer, model.resolve("tokenizer.json"));
        }
        Folders.spec(
                model,
                "model: m\nformat: " + format.key() + "\nweights: " + (text ? "[" + file + ", tokenizer.json]" : file)
                        + "\n");
        StringBuilder told = new StringBuilder();
        assertThatThrownBy(() -> Packager.read(model))
                .isInstanceOfSatisfying(ProblemsException.class, e -> told.append(e.getMessage()));
        return told.toString();
    }
}
