package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of MLflow's folders that cannot be served, or whose MLmodel and model say different things. The files under
 * {@code mlflow/} were written by MLflow 3.17.2; each case below changes one thing in a good folder.
 */
class MlflowProblemsTest {

    private static final Path SAVED = ExamplesTest.EXAMPLES.resolve("mlflow");
    private static final Path CASES = Path.of("src/test/resources/dev/slipway/packager/mlflow");

    @TempDir
    private Path temporary;

    static Stream<String> refused() throws IOException {
        return Folders.names(CASES.resolve("refused")).stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatRunsCodeOrAnswersOtherwiseIsRefusedWithTheWayOut(String name) throws IOException {
        Path folder = CASES.resolve("refused").resolve(name);

        assertThat(told(folder)).isEqualTo(Files.readString(folder.resolve("message.txt")));
    }

    static List<Case> disagreements() throws IOException {
        return Case.all(CASES.resolve("disagreements.txt"));
    }

    @ParameterizedTest
    @MethodSource("disagreements")
    void theMlmodelAndTheModelMustAgree(Case which) throws IOException {
        Path folder = Folders.copy(SAVED.resolve(which.folder()), temporary.resolve("saved"));
        Path file = folder.resolve(which.file());
        String text = Files.readString(file);
        assertThat(text).contains(which.before());
        Files.writeString(file, text.replace(which.before(), which.after()));

        assertThat(told(folder)).isEqualTo(which.message());
    }

    @Test
    void anMlmodelStandsAlone() throws IOException {
        Path folder = Folders.copy(SAVED.resolve("cultivars"), temporary.resolve("saved"));
        Folders.spec(folder, "model: wines\nweights: [MLmodel, model.lgb]\n");
        assertThat(told(folder))
                .isEqualTo(
                        "slipway.yaml:2:20: weights: found a second file; expected MLmodel alone: it names the others\n");

        Folders.spec(folder, "model: wines\nformat: mlflow\nweights: absent/MLmodel\n");
        assertThat(told(folder))
                .startsWith("slipway.yaml:3:10: weights: there is no file \"absent/MLmodel\"; in the folder: ");
    }

    private static String told(Path folder) {
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> Packager.read(folder))
                .isInstanceOfSatisfying(
                        ProblemsException.class, e -> e.problems().forEach(problem -> told.add(problem + "\n")));
        return String.join("", told);
    }

    /** A good folder, a change in one of its files, and what is told. */
    record Case(String name, String folder, String file, String before, String after, String message) {

        /** Blocks of lines, parted by an empty one: a name, the folder, the file, what stands there, what instead, messages. */
        static List<Case> all(Path file) throws IOException {
            return Stream.of(Files.readString(file).split("\n\n", -1))
                    .map(block -> block.strip().split("\n", -1))
                    .map(lines -> new Case(
                            lines[0],
                            lines[1],
                            lines[2],
                            lines[3],
                            lines[4],
                            String.join("\n", List.of(lines).subList(5, lines.length)) + "\n"))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
