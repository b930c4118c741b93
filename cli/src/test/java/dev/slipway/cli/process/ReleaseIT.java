package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.cli.process.Traffic.Call;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases of real models under real traffic. The plan has canary's steps, shorter. */
class ReleaseIT {

    private static final long RATE = 200;
    private static final String PLAN = """
            release:
              advance: no-evidence-against
              steps:
                - verify: {restores: 2}
                - shift: {to: 10%, at_least: 6s, at_most: 5m, requests: 50}
                - shift: {to: 50%, at_least: 5s, at_most: 5m, requests: 50}
                - bake: {for: 3s}
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writePlan() throws IOException {
        Files.writeString(folder.resolve("plan.yaml"), PLAN);
    }

    private Ended release(Slipway slipway, String example) {
        return slipway.run(
                "release",
                "digits",
                "--package",
                Slipway.repository("examples/digits/" + example).toString(),
                "--plan",
                "plan.yaml");
    }

    @Test
    void aBetterModelTakesOverAndNoClientSeesAnError() throws IOException {
        Slipway slipway = new Slipway(folder);
        try (RunningStage stage = slipway.up();
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(200);

            Ended ended = release(slipway, "v2");
            traffic.awaitMore(100);

            assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out()).contains("shift 10%", "shift 50%", "bake", "promoted");
            assertThat(traffic.calls())
                    .allSatisfy(
                            call -> assertThat(call.status()).as(call.body()).isEqualTo(200));
            List<Shift> shifts = shifts(slipway);
            assertThat(shifts).extracting(Shift::share).containsExactly(0.1, 0.5, 1.0);
            for (int i = 0; i + 1 < shifts.size(); i++) {
                assertShare(traffic.calls(), shifts.get(i), shifts.get(i + 1).time());
            }
            assertThat(traffic.calls().getLast().version()).isEqualTo("2");
        }
    }

    @Test
    void aModelThatFailsOnSomeInputIsRolledBackAndStableServesAgain() throws IOException {
        Slipway slipway = new Slipway(folder);
        try (RunningStage stage = slipway.up();
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(200);

            Ended ended = release(slipway, "faulty");
            int before = traffic.calls().size();
            traffic.awaitMore(400);

            assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(3);
            assertThat(ended.out()).containsPattern("candidate \\d+ of \\d+ failed, stable 0 of \\d+; log E");
            assertThat(traffic.calls())
                    .filteredOn(call -> call.status() != 200)
                    .isNotEmpty()
                    .allSatisfy(call -> {
                        assertThat(call.version()).as(call.body()).isEqualTo("2");
                        assertThat(call.body()).contains("\"error\"");
                    });
            assertThat(traffic.calls().subList(before + 100, before + 400)).allSatisfy(call -> {
                assertThat(call.status()).isEqualTo(200);
                assertThat(call.version()).isEqualTo("1");
            });
        }
    }

    @Test
    void aReleaseGoesOnWhereItStoodWhenItsStageWasKilledAndStartedAgain() throws IOException {
        Slipway slipway = new Slipway(folder);
        try (RunningStage stage = slipway.up();
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(200);
            Ended begun = slipway.run(
                    "release",
                    "digits",
                    "--package",
                    Slipway.repository("examples/digits/v2").toString(),
                    "--plan",
                    "plan.yaml",
                    "--detach");
            assertThat(begun.exit()).as(begun.err()).isZero();
            assertThat(begun.out()).isEqualTo("digits-2\n");
            Await.until(
                    "the candidate answers",
                    () -> traffic.calls().getLast().version().equals("2"));

            stage.kill();
            try (RunningStage again = slipway.up()) {
                traffic.redirect(again.infer("digits"));
                Ended watched = slipway.run("watch", "digits");

                assertThat(watched.exit()).as(watched.out() + watched.err()).isZero();
                assertThat(shifts(slipway)).extracting(Shift::share).containsExactly(0.1, 0.5, 1.0);
                assertThat(events(slipway))
                        .extracting(event -> event.whole("sequence"))
                        .doesNotHaveDuplicates();
                assertThat(events(slipway).getLast().whole("sequence"))
                        .isEqualTo(events(slipway).size());
            }
        }
    }

    /**
     * Weights that changed.
     *
     * @param time when they stood
     * @param share the candidate's
     */
    private record Shift(Instant time, double share) {}

    private static List<JsonReader> events(Slipway slipway) {
        Ended history = slipway.run("history", "digits", "--json");
        assertThat(history.exit()).as(history.err()).isZero();
        return history.out()
                .lines()
                .map(line -> JsonReader.parse("event", line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<Shift> shifts(Slipway slipway) {
        List<Shift> shifts = new ArrayList<>();
        for (JsonReader event : events(slipway)) {
            if (event.text("release").equals("digits-2") && event.text("type").equals("shifted")) {
                Json share = event.child("weights").object().find("2").orElse(Json.of(0));
                if (share instanceof Json.Numeric(BigDecimal value) && value.signum() > 0) {
                    shifts.add(new Shift(Instant.parse(event.text("time")), value.doubleValue()));
                }
            }
        }
        return shifts;
    }

    /** The share of calls that the candidate answered is within four standard deviations of its weight. */
    private static void assertShare(List<Call> calls, Shift shift, Instant until) {
        List<Call> during = calls.stream()
                .filter(call -> call.sent().isAfter(shift.time()) && call.sent().isBefore(until.minusMillis(500)))
                .toList();
        double expected = shift.share() * during.size();
        double deviation = Math.sqrt(expected * (1 - shift.share()));
        long found = during.stream().filter(call -> call.version().equals("2")).count();
        assertThat(during).hasSizeGreaterThan(500);
        assertThat((double) found)
                .as("calls to the candidate of %d at %s", during.size(), shift)
                .isBetween(expected - 4 * deviation, expected + 4 * deviation);
    }
}
