package dev.slipway.cli.deploy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Home;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.deploy.Sources.Source;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.cli.release.StartOptions;
import dev.slipway.cli.stage.AwsDoor;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StagesSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway deploy}: a model onto a stage on AWS, from its folder or a package to its traffic. */
@Command(
        name = "deploy",
        description = {
            "Brings a model onto a stage on AWS: packages it (or copies the package that is named, which is never packaged"
                    + " again), makes the stage's platform where there is none, pushes the package, deploys the model's"
                    + " stack, releases, and watches.",
            "What is done already is left as it is, so it can be run again after anything that came in the way.",
            "Exit codes: 0 promoted, 3 rolled back or stopped at verify, 4 left paused, waiting or out of time."
        },
        footer = {
            "",
            "Example:",
            "  slipway deploy digits --stage prod --plan",
            "  slipway deploy digits --package sha256:1c4c56534a64 --stage prod"
        })
public final class DeployCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", description = "The model; its folder is one of the stage's in stages.yaml.")
    private String model = "";

    @Option(
            names = "--package",
            paramLabel = "P",
            description =
                    "What shall serve. It may be " + PackageNames.KINDS + ". Looked for on this machine, then in the"
                            + " stores of all stages. Default: the stage's own folder of the model.")
    private @Nullable String name;

    @Option(names = "--plan", description = "Show all that would be done, and do nothing. Needs no credentials.")
    private boolean onlyPlan;

    @Option(
            names = "--release-plan",
            paramLabel = "NAME or FILE",
            description = "all-at-once, blue-green, canary, linear, careful, or a file with a release block. Default:"
                    + " the plan in the package's own slipway.yaml.")
    private @Nullable String releasePlan;

    @Mixin
    private StartOptions start = new StartOptions();

    /** A command that runs in these surroundings. */
    public DeployCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        ModelName endpoint = model(model);
        Optional<Json> plan = releasePlan == null
                ? Optional.empty()
                : Optional.of(StartOptions.plan(surroundings().folder(), releasePlan, StageKind.AWS));
        Json.Fields request = start.request(surroundings(), endpoint, plan);
        AwsStage stage = stageOnAws()
                .orElseThrow(() -> CommandException.askedWrongly(
                        "--stage: found local; expected a stage on AWS, which stages.yaml describes; on the local stage:"
                                + " slipway release " + model + " --package FOLDER"));
        Home home = anyHome();
        Path stages = home.path().resolveSibling(StagesSpec.FILE);
        ModelStore here = localStore();
        Asking.Found found = new Asking(
                        surroundings(),
                        stage,
                        Optional.ofNullable(stages.toAbsolutePath().getParent()).orElseThrow(),
                        here,
                        Sources.of(stage, home.stages().aws()))
                .find(endpoint, Optional.ofNullable(name));
        Asked asked = found.asked();
        String named = stage.name() + "-" + endpoint;
        Path packages = home.path().resolve("deploy").resolve(named + ".json");
        Optional<CdkRun> cdk = CdkRun.Command.find(
                surroundings(),
                stage,
                stages,
                home.path().resolve("deploy").resolve(named + ".cdk.out"),
                Optional.of(packages));
        // A plan is told as far as this installation can tell it.
        BooleanSupplier readable = () -> (!onlyPlan || cdk.isPresent())
                && (found.isOwn() || here.packages().contains(asked.digest()));
        Synthesis synthesis = new Synthesis(surroundings(), asked, home.store(), packages, cdk, readable);
        Look look = new Look(asked, here, found.source().map(Source::name), () -> {
            home.make();
            return synthesis.templates();
        });
        if (onlyPlan) {
            return show(look, stage, home);
        }
        AwsDoor.Reached there = AwsDoor.reach(stage, home, surroundings());
        home.make();
        Hands hands = new Hands(
                surroundings(),
                here,
                there.ports().models(),
                () -> found.source().map(Source::store),
                home.trust(stage),
                cdk,
                new StageClient(there.remote()),
                start,
                request,
                asked);
        return new Deploying(new AwsGround(there), look, hands, surroundings()).run();
    }

    private int show(Look look, AwsStage stage, Home home) throws IOException, InterruptedException {
        Seen seen;
        try {
            seen = look.at(
                    new AwsGround(AwsDoor.reach(stage, home, surroundings())),
                    surroundings().clock(),
                    Set.of());
        } catch (PlatformException e) {
            seen = look.blindly(e.getMessage());
        }
        DeployPlan plan = DeployPlan.of(seen);
        DeployText.show(surroundings(), seen, plan, start.json());
        return plan.refusals().isEmpty() ? Exit.DONE : Exit.FAILED;
    }
}
