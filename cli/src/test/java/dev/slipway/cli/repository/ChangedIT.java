package dev.slipway.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ChangedIT {
    private static final String SPEC = "model: %s\nformat: onnx\nweights: model.onnx\n";

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void twoModels() throws IOException, InterruptedException {
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Ann");
        git("config", "user.email", "ann@example.com");
        write("models/digits/slipway.yaml", SPEC.formatted("digits"));
        write("models/wine and more/slipway.yaml", SPEC.formatted("wine"));
        write("README.md", "models");
        commit();
    }

    @Test
    void onlyWhatDiffersIsPrinted() throws Exception {
        write("models/wine and more/model.onnx", "weights");
        write("README.md", "more");
        commit();

        assertThat(changed(folder, "--from", "HEAD~1")).isEqualTo("models/wine and more\n");
        assertThat(changed(folder, "--from", "HEAD~1", "--json"))
                .isEqualTo("[{\"model\":\"wine\",\"folder\":\"models/wine and more\"}]\n");
        assertThat(changed(folder.resolve("models/digits"), "--from", "HEAD~1")).isEqualTo("models/wine and more\n");
        assertThat(changed(folder, "--from", "HEAD~1", "--under", "models/digits", "--json"))
                .isEqualTo("[]\n");
    }

    @Test
    void aModelThatIsGoneIsNotPrinted() throws Exception {
        git("rm", "-q", "-r", "models/digits");
        commit();

        assertThat(changed(folder, "--from", "HEAD~1")).isEmpty();
    }

    @Test
    void theFirstPushOfABranchChangesEveryModel() throws Exception {
        assertThat(changed(folder, "--from", "0".repeat(40))).isEqualTo("models/digits\nmodels/wine and more\n");
    }

    @Test
    void afterAForcedPushNothingIsKnownOfBefore() throws Exception {
        assertThat(changed(folder, "--from", "abcdef0123".repeat(4)))
                .isEqualTo("models/digits\nmodels/wine and more\n");
        assertThat(err.toString()).contains("every model counts as changed");
    }

    @Test
    void aPullRequestIsComparedWithWhereItBegan() throws Exception {
        git("checkout", "-q", "-b", "mine");
        write("models/digits/model.onnx", "mine");
        commit();
        git("checkout", "-q", "main");
        write("models/wine and more/model.onnx", "meanwhile");
        commit();

        assertThat(changed(folder, "--from", "main", "--to", "mine", "--merge-base"))
                .isEqualTo("models/digits\n");
    }

    @Test
    void aCloneThatWasCutShortSaysWhatToDo() throws Exception {
        write("models/digits/model.onnx", "weights");
        commit();
        Path clone = folder.resolveSibling(folder.getFileName() + "-clone");
        git("clone", "-q", "--depth", "1", "file://" + folder, clone.toString());
        String before = new Git(folder).need("rev-parse", "HEAD~1").text().strip();

        assertThatThrownBy(() -> changed(clone, "--from", before))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("fetch-depth: 0");
    }

    @Test
    void aNameThatLooksLikeAnOptionIsNone() {
        assertThatThrownBy(() -> changed(folder, "--from", "--output=/tmp/x"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("is no commit of this repository");
    }

    @Test
    void aChangedModelWhoseYamlIsBrokenIsTold() throws Exception {
        write("models/digits/slipway.yaml", "modl: digits\n");
        commit();

        assertThatThrownBy(() -> changed(folder, "--from", "HEAD~1"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("models/digits/slipway.yaml:1:1");
    }

    private String changed(Path where, String... arguments) throws Exception {
        StringWriter out = new StringWriter();
        ChangedCommand command = new ChangedCommand(new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                where,
                "ann",
                InstantSource.system(),
                Optional.empty(),
                Optional.empty()));
        CommandLine.populateCommand(command, arguments);
        command.call();
        return out.toString();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }

    private void commit() throws IOException, InterruptedException {
        git("add", "--all");
        git("commit", "-q", "-m", "a change");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        new Git(folder).need(arguments);
    }
}
