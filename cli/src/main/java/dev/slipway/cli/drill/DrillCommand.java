package dev.slipway.cli.drill;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.cli.release.Rate;
import dev.slipway.cli.release.RehearsalTraffic;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.local.stage.StageFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway drill}: a rollback, practised and timed. */
@Command(
        name = "drill",
        description = {
            "Rolls a healthy release back on purpose, under load, and times it.",
            "It releases a package to half of the traffic, calls the endpoint, rolls back, and takes the time from the"
                    + " command to the candidate's last answer. The record says that it was a drill."
        },
        footer = {"", "Example:", "  slipway drill digits --package examples/digits/v2 --rounds 20 --rate 200/s"})
public final class DrillCommand extends SlipwayCommand {

    private static final int MOST_ROUNDS = 1000;
    private static final String PLAN = """
            release:
              advance: no-evidence-against
              steps:
                - verify: {restores: 2}
                - shift: {to: 50%, at_least: 1h, at_most: 2h}
            """;

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    @Option(
            names = "--package",
            paramLabel = "P",
            description = "What is released for it. It may be " + PackageNames.KINDS + ".")
    private @Nullable String name;

    @Option(
            names = "--running",
            description = "Practise with the release that runs now, and so end it, in place of a new one.")
    private boolean running;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1", description = "How often. Default: 1.")
    private int rounds = 1;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "50/s",
            description = "How often the endpoint is called meanwhile. Default: ${DEFAULT-VALUE}.")
    private String rate = "50/s";

    @Option(
            names = "--traffic",
            paramLabel = "FILE",
            description = "What is asked, one JSON object a line. Default: stable's golden samples, and the rows of the"
                    + " baseline where --package is a folder that has one as CSV.")
    private @Nullable Path traffic;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public DrillCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        ModelName endpoint = model(model);
        check();
        double perSecond = Rate.parse("--rate", rate).perSecond();
        StageClient stage = new StageClient(home());
        JsonReader status = new JsonReader("status", stage.status(endpoint));
        refuseAnotherRelease(status, endpoint);
        Path folder = surroundings().folder();
        Digest stable = status.optionalChild("stable")
                .map(version -> Digest.parse(version.text("digest")))
                .orElseThrow(() -> CommandException.askedWrongly(endpoint + " serves nothing yet to go back to"));
        RehearsalTraffic asks =
                RehearsalTraffic.read(store(), stable, folder, traffic, name == null ? List.of() : List.of(name));
        Json.Fields who =
                Json.object().with("by", Json.of(surroundings().user())).with("reason", Json.of("a drill"));
        Drill drill = new Drill(stage, endpoint, who);
        List<Round> done = new ArrayList<>();
        try (Load load = new Load(infer(endpoint), asks.requests(), perSecond)) {
            for (int i = 0; i < rounds; i++) {
                if (name != null) {
                    drill.begin(PackageNames.whole(store(), folder, name), plan().json());
                }
                Round round = drill.practise(load);
                done.add(round);
                tell(round, i + 1);
            }
        }
        summary(done);
        return Exit.DONE;
    }

    private void check() {
        if (running == (name != null)) {
            throw CommandException.askedWrongly(
                    "--package: expected what shall be released and rolled back, for example --package"
                            + " examples/digits/v2; or --running, to roll back the release that runs");
        }
        if (rounds < 1 || rounds > MOST_ROUNDS || (running && rounds > 1)) {
            throw CommandException.askedWrongly("--rounds: found " + rounds + "; expected "
                    + (running ? "1 with --running" : "1 to " + MOST_ROUNDS));
        }
    }

    private void refuseAnotherRelease(JsonReader status, ModelName endpoint) {
        boolean goesOn = status.optionalChild("release")
                .map(release -> release.text("state"))
                .filter(state -> !state.equals("promoted") && !state.equals("rolled-back"))
                .isPresent();
        if (goesOn && !running) {
            throw CommandException.askedWrongly(
                    "release " + status.child("release").text("id") + " of " + endpoint
                            + " runs; to practise with it, and so to end it: --running, without --package");
        }
        if (!goesOn && running) {
            throw CommandException.askedWrongly("--running: no release of " + endpoint + " runs; name a --package");
        }
    }

    private URI infer(ModelName endpoint) {
        return StageFile.read(home().path())
                .map(StageFile::url)
                .orElseThrow(() -> CommandException.failed("no stage runs; start one: ./slipway up"))
                .resolve("/v2/models/" + endpoint + "/infer");
    }

    private static ReleasePlan plan() {
        return ReleaseSpec.parse("drill", PLAN.getBytes(StandardCharsets.UTF_8)).plan(StageKind.LOCAL);
    }

    private void tell(Round round, int number) {
        surroundings()
                .say(String.format(
                        Locale.ROOT,
                        "round %d, %s: the candidate's last answer came %.1f ms after the command, %d answers after it; the"
                                + " command took %.1f ms, %d calls failed",
                        number,
                        round.release(),
                        Round.millis(round.last()),
                        round.after(),
                        Round.millis(round.command()),
                        round.failed()));
    }

    private void summary(List<Round> done) {
        List<Duration> sorted = done.stream().map(Round::last).sorted().toList();
        Duration median = sorted.get((sorted.size() - 1) / 2);
        Duration worst = sorted.getLast();
        long failed = done.stream().mapToLong(Round::failed).sum();
        if (json) {
            surroundings()
                    .out()
                    .println(JsonText.write(Json.object()
                            .with("model", Json.of(model))
                            .with(
                                    "rounds",
                                    Json.array(done.stream().map(Round::json).toList()))
                            .with("p50_ms", Json.of(Round.millis(median)))
                            .with("worst_ms", Json.of(Round.millis(worst)))
                            .with("failed", Json.of(failed))));
        } else {
            surroundings()
                    .out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d of %d rolled back; from the command to the candidate's last answer: p50 %.1f ms, worst"
                                    + " %.1f ms; %d calls failed",
                            done.size(),
                            rounds,
                            Round.millis(median),
                            Round.millis(worst),
                            failed));
        }
    }
}
