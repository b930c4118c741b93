package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole releases ahead of time: real processes, no stage. */
class RehearseIT {

    private static final String PLAN = """
            release:
              advance: no-evidence-against
              steps:
                - verify: {restores: 2}
                - shift: {to: 50%, at_least: 8s, at_most: 5m, requests: 50}
                - bake: {for: 2s}
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writePlan() throws IOException {
        Files.writeString(folder.resolve("plan.yaml"), PLAN);
    }

    private Ended rehearse(String candidate, String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "rehearse",
                                "digits",
                                "--stable",
                                Slipway.repository("examples/digits/v1").toString(),
                                "--candidate",
                                Slipway.repository("examples/digits/" + candidate)
                                        .toString(),
                                "--plan",
                                "plan.yaml",
                                "--traffic",
                                Slipway.repository("examples/digits/images.jsonl")
                                        .toString()),
                        Stream.of(more))
                .toList();
        return new Slipway(folder).run(arguments.toArray(String[]::new));
    }

    @Test
    void aModelThatAnswersWronglyIsPromotedAndTheReportSaysThatThisWasNotJudged() throws IOException {
        Ended ended = rehearse("worse", "--report", "worse.html");

        assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("digits: promoted (rehearsed)")
                .containsPattern("the two gave different answers to [1-9]\\d*")
                .contains("feedback will add this");
        assertThat(Files.readString(folder.resolve("worse.html")))
                .contains("Whether the answers are right", "Feedback", "the two gave different answers to");
        assertThat(folder.resolve(".slipway/rehearsals")).isEmptyDirectory();
        assertThat(new Slipway(folder).run("inspect", "digits:stable").exit())
                .as("a rehearsal promotes nothing")
                .isEqualTo(2);
    }

    @Test
    void aModelThatFailsIsRolledBackAndTheExitCodeIsTheVerdict() {
        Ended ended = rehearse("faulty", "--json");

        assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(3);
        JsonReader told = JsonReader.parse("told", ended.out().getBytes(StandardCharsets.UTF_8));
        assertThat(told.text("verdict")).isEqualTo("rolled-back");
        assertThat(told.text("reason")).contains("fails more often than 1.25 times stable's odds");
        assertThat(told.children("events").getLast().text("type")).isEqualTo("shifted");
    }

    @Test
    void aGoodModelThatIsMadeSlowIsRolledBackByItsLatency() {
        Ended ended = rehearse("v2", "--as", "slow");

        assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(3);
        assertThat(ended.out())
                .contains(
                        "more of the candidate's calls are slower than",
                        "25 ms are added to each of the candidate's calls");
    }
}
