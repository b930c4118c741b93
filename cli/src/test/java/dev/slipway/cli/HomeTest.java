package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    private Path repository = Path.of("");

    private Path deep = Path.of("");

    @BeforeEach
    void makeAFolderDeepInARepository() throws IOException {
        deep = Files.createDirectories(repository.resolve("models/digits"));
    }

    private Path found() {
        return Home.find(deep, null).path();
    }

    @Test
    void theOneThatIsNamedIsTaken() {
        assertThat(Home.find(deep, Path.of("../other")).path()).isEqualTo(repository.resolve("models/other"));
    }

    @Test
    void theNearestFolderUpwardsThatHasOneIsTaken() throws IOException {
        Files.createDirectories(repository.resolve(".slipway"));
        Files.createDirectories(repository.resolve("models/.slipway"));
        Files.createFile(repository.resolve("models/digits/stages.yaml"));
        assertThat(found()).isEqualTo(repository.resolve("models/.slipway"));
    }

    @Test
    void whereNoneIsItStandsBesideTheNearestStagesFileOrGitFolder() throws IOException {
        Files.createDirectories(repository.resolve(".git"));
        assertThat(found()).isEqualTo(repository.resolve(".slipway"));
        Files.createFile(repository.resolve("models/stages.yaml"));
        assertThat(found()).isEqualTo(repository.resolve("models/.slipway"));
    }

    @Test
    void whatItHoldsIsKeptOutOfGit() throws IOException {
        Home home = new Home(repository.resolve(".slipway"));
        home.make();
        home.make();
        assertThat(home.path().resolve(".gitignore")).hasContent("*\n");
    }

    @Test
    void withoutStagesFileTheDefaultsHold() {
        assertThat(new Home(repository.resolve(".slipway")).stages().window()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aBrokenStagesFileIsToldWithItsPlace() throws IOException {
        Files.writeString(repository.resolve("stages.yaml"), "stages:\n  local: {windw: 1s}\n");
        Home home = new Home(repository.resolve(".slipway"));
        assertThatThrownBy(home::stages)
                .isInstanceOf(ProblemsException.class)
                .hasMessage("stages.yaml:2:11: unknown key \"windw\" in the stage local; did you mean \"window\"?"
                        + " (known: report, signing, window)");
    }

    @Test
    void aStageThatIsNotDescribedIsRefusedWithThoseThatAre() throws IOException {
        Files.writeString(
                repository.resolve("stages.yaml"),
                "stages:\n  prod: {account: \"123456789012\", region: eu-central-1, models: [models/digits], auth: iam}\n");
        Home home = new Home(repository.resolve(".slipway"));
        assertThat(home.refuseStage("staging"))
                .isEqualTo("--stage: found \"staging\"; expected a stage of stages.yaml (known: local, prod)");
        assertThat(home.refuseStage("prod"))
                .isEqualTo("--stage: this command works on the stage local; prod is on AWS");
    }
}
