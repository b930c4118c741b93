package dev.slipway.cli.release;

import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.EngineLibraries;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.cli.stage.AwsDoor;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.AwsStage;
import java.io.IOException;
import java.nio.file.Path;
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
            "On AWS the stage's controller does that; the package must be deployed or published there already: slipway"
                    + " deploy does both.",
            "Exit codes: 0 promoted, 3 rolled back or stopped at verify, 4 left paused, waiting or out of time."
        },
        footer = {
            "",
            "Example:",
            "  slipway release digits --package examples/digits/v2 --plan canary",
            "  slipway release digits --package sha256:1c4c56534a64 --stage prod"
        })
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

    @Option(
            names = "--if-running",
            paramLabel = "WHAT",
            defaultValue = "refuse",
            description =
                    "While another release of this endpoint runs: refuse this one (the default), wait for its end, or"
                            + " supersede it, which rolls it back. With --at-most, waiting ends with 4.")
    private String ifRunning = "refuse";

    @Mixin
    private StartOptions start = new StartOptions();

    /** A command that runs in these surroundings. */
    public ReleaseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        ModelName endpoint = model(model);
        IfRunning meanwhile = IfRunning.of(ifRunning);
        Path folder = surroundings().folder();
        Optional<AwsStage> aws = stageOnAws();
        StageKind kind = aws.isPresent() ? StageKind.AWS : StageKind.LOCAL;
        Optional<Json> named = plan == null ? Optional.empty() : Optional.of(StartOptions.plan(folder, plan, kind));
        Json.Fields request = start.request(surroundings(), endpoint, named);
        if (aws.isPresent()) {
            AwsDoor.Reached there = AwsDoor.reach(aws.get(), anyHome(), surroundings());
            Digest digest = Releasable.find(there, endpoint, localStore(), folder, name);
            return start.begin(new StageClient(there.remote()), surroundings(), endpoint, digest, request, meanwhile);
        }
        StageClient stage = new StageClient(home());
        stage.all();
        ModelStore store = store();
        Digest digest = PackageNames.whole(store, folder, name);
        PackageSigning.demand(store, digest, home().trust());
        EngineLibraries.need(
                surroundings(), PackageContents.serving(store, digest).format());
        return start.begin(stage, surroundings(), endpoint, digest, request, meanwhile);
    }
}
