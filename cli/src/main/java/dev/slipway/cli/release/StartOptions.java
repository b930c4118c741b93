package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.StageKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a release is asked for, begun and watched: what {@code release} and {@code deploy} have in common. */
public final class StartOptions {

    @Option(names = "--detach", description = "Start it, print its id, and do not watch.")
    private boolean detach;

    @Option(
            names = "--despite-alarm",
            paramLabel = "NAME",
            description = "Go on although this alarm fires already; needs --reason.")
    private List<String> despiteAlarms = List.of();

    @Mixin
    private OriginOptions origin = new OriginOptions();

    @Mixin
    private ReleaseOptions options = new ReleaseOptions();

    @Mixin
    private WatchOptions watching = new WatchOptions();

    /** What {@code --plan} names: a preset, or a file with a release block. */
    public static Json plan(Path folder, String asked, StageKind kind) throws IOException {
        return PlanOption.read(folder, asked, kind);
    }

    /** Whether output is for programs. */
    public boolean json() {
        return watching.json();
    }

    /**
     * The request for a release, but for its package.
     *
     * @param plan the plan; empty for the package's own
     * @throws dev.slipway.cli.CommandException where an option cannot be what was typed
     */
    public Json.Fields request(Surroundings in, ModelName model, Optional<Json> plan) {
        watching.atMost();
        Json.Fields request = origin.with(options.request(in))
                .with("model", Json.of(model.value()))
                .with("despite_alarms", Json.texts(despiteAlarms));
        return plan.map(named -> request.with("plan", named)).orElse(request);
    }

    /** Begins a release, which is refused where another one runs, and watches it unless told otherwise. */
    public int begin(StageClient stage, Surroundings in, ModelName model, Digest digest, Json.Fields request)
            throws InterruptedException {
        return begin(stage, in, model, digest, request, IfRunning.REFUSE);
    }

    int begin(
            StageClient stage,
            Surroundings in,
            ModelName model,
            Digest digest,
            Json.Fields request,
            IfRunning meanwhile)
            throws InterruptedException {
        Optional<JsonReader> begun = new Queueing(
                        stage, in, model, digest, request.with("digest", Json.of(digest.toString())))
                .start(meanwhile, watching.atMost());
        if (begun.isEmpty()) {
            return Exit.LEFT;
        }
        JsonReader release = begun.get();
        String id = release.text("id");
        if (!detach) {
            in.say("release " + id + ": " + model + " to version "
                    + release.child("candidate").text("version") + ", " + Wording.brief(digest.toString()) + ", plan "
                    + release.text("plan"));
        }
        return follow(stage, in, model, id);
    }

    /** Watches a release that runs already, unless told otherwise. */
    public int follow(StageClient stage, Surroundings in, ModelName model, String id) throws InterruptedException {
        if (detach) {
            in.out().println(id);
            return Exit.DONE;
        }
        return new Watcher(stage, in, model, id, new WatchView(in, watching.json())).watch(watching.atMost());
    }
}
