package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.EngineLibraries;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageSigning;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release}: a new version to traffic, as far as the evidence lets it. */
@Command(
        name = "release",
        description = {
            "Lets a new version take over, as far as the evidence lets it.",
            "It publishes the package, proves it by its golden samples, and moves traffic to it as its plan says. It"
                    + " watches to the end, unless --detach is given.",
            "Exit codes: 0 promoted, 3 rolled back or stopped at verify, 4 left paused, waiting or out of time."
        },
        footer = {"", "Example:", "  slipway release digits --package examples/digits/v2 --plan canary"})
public final class ReleaseCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    @Option(
            names = "--package",
            paramLabel = "P",
            required = true,
            description = "What shall serve. It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(
            names = "--plan",
            paramLabel = "NAME or FILE",
            description = "all-at-once, blue-green, canary, linear, careful, or a file with a release block. Default:"
                    + " the plan in the package's own slipway.yaml.")
    private @Nullable String plan;

    @Option(names = "--detach", description = "Start it, print its id, and do not watch.")
    private boolean detach;

    @Option(
            names = "--despite-alarm",
            paramLabel = "NAME",
            description = "Go on although this alarm fires already; needs --reason.")
    private List<String> despiteAlarms = List.of();

    @Option(
            names = "--if-running",
            paramLabel = "WHAT",
            defaultValue = "refuse",
            description =
                    "While another release of this endpoint runs: refuse this one (the default), wait for its end, or"
                            + " supersede it, which rolls it back. With --at-most, waiting ends with 4.")
    private String ifRunning = "refuse";

    @Mixin
    private OriginOptions origin = new OriginOptions();

    @Mixin
    private ReleaseOptions options = new ReleaseOptions();

    @Mixin
    private WatchOptions watching = new WatchOptions();

    /** A command that runs in these surroundings. */
    public ReleaseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        ModelName endpoint = model(model);
        watching.atMost();
        IfRunning meanwhile = IfRunning.of(ifRunning);
        Json.Fields request = origin.with(options.request(surroundings()))
                .with("model", Json.of(endpoint.value()))
                .with("despite_alarms", Json.texts(despiteAlarms));
        if (plan != null) {
            request = request.with("plan", PlanOption.read(surroundings().folder(), plan));
        }
        StageClient stage = new StageClient(home());
        stage.all();
        ModelStore store = store();
        Digest digest = PackageNames.whole(store, surroundings().folder(), name);
        PackageSigning.demand(store, digest, home().trust());
        EngineLibraries.need(
                surroundings(), PackageContents.serving(store, digest).format());
        Optional<JsonReader> begun = new Queueing(
                        stage, surroundings(), endpoint, digest, request.with("digest", Json.of(digest.toString())))
                .start(meanwhile, watching.atMost());
        if (begun.isEmpty()) {
            return Exit.LEFT;
        }
        JsonReader release = begun.get();
        String id = release.text("id");
        if (detach) {
            surroundings().out().println(id);
            return Exit.DONE;
        }
        surroundings()
                .say("release " + id + ": " + endpoint + " to version "
                        + release.child("candidate").text("version") + ", " + Wording.brief(digest.toString())
                        + ", plan " + release.text("plan"));
        return new Watcher(stage, surroundings(), endpoint, id, new WatchView(surroundings(), watching.json()))
                .watch(watching.atMost());
    }
}
