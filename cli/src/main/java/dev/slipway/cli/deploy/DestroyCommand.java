package dev.slipway.cli.deploy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Home;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.AwsDoor;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StagesSpec;
import dev.slipway.packager.StageFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway destroy}: a model's stack, or a whole stage, taken away. */
@Command(
        name = "destroy",
        description = {
            "Takes a model off a stage on AWS, or the whole stage: its stacks, and with them functions, aliases and the API.",
            "Packages and release records stay, and so does the key that encrypts them, unless --packages says otherwise."
        },
        footer = {"", "Example:", "  slipway destroy digits --stage prod --yes prod"})
public final class DestroyCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "The model. Default: the whole stage.")
    private @Nullable String model;

    @Option(
            names = "--packages",
            description = "Take away the stage's packages and release records too. Nothing brings them back.")
    private boolean packages;

    @Option(
            names = "--yes",
            paramLabel = "STAGE",
            description = "The stage's name once more, in place of being asked for it.")
    private @Nullable String yes;

    @Option(names = "--plan", description = "Show what would be taken away, and do nothing.")
    private boolean onlyPlan;

    /** A command that runs in these surroundings. */
    public DestroyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Optional<ModelName> only = model == null ? Optional.empty() : Optional.of(model(model));
        AwsStage stage = stageOnAws()
                .orElseThrow(() -> CommandException.askedWrongly(
                        "--stage: found local; expected a stage on AWS, which stages.yaml describes"));
        if (yes != null) {
            check(stage, yes);
        }
        if (packages && only.isPresent()) {
            throw CommandException.askedWrongly("--packages does not apply to one model: models share packages' files;"
                    + " slipway gc --stage " + stage.name() + " takes away what nobody needs any more");
        }
        Home home = anyHome();
        Path stages = home.path().resolveSibling(StagesSpec.FILE).toAbsolutePath();
        List<ModelName> served = served(stage, stages);
        if (only.isPresent() && !served.contains(only.get())) {
            throw CommandException.askedWrongly("MODEL: the stage " + stage.name() + " serves no model " + model
                    + "; expected one of its models in stages.yaml");
        }
        AwsDoor.Reached there = AwsDoor.reach(stage, home, surroundings());
        Ground ground = new AwsGround(there);
        DestroyPlan plan = DestroyPlan.of(
                stage, only, DestroyLook.at(ground, served, surroundings().clock()));
        if (!plan.refusals().isEmpty()) {
            throw CommandException.failed(String.join("\n", plan.refusals()));
        }
        if (plan.stacks().isEmpty()) {
            surroundings()
                    .say("nothing stands of " + only.map(ModelName::value).orElse("the stage") + " on " + stage.name());
        }
        plan.stacks().forEach(name -> surroundings().say("takes away the stack " + name));
        String bucket = StageNames.of(stage).bucket();
        surroundings()
                .say(
                        packages
                                ? "takes away all packages and records in the bucket " + bucket + ", for ever"
                                : "keeps packages and records in the bucket " + bucket);
        if (onlyPlan || (plan.stacks().isEmpty() && !packages)) {
            return Exit.DONE;
        }
        confirm(stage);
        take(ground, plan, home, stages);
        if (packages) {
            long objects = there.aws().removeStore(StageNames.of(stage));
            surroundings()
                    .say(objects
                            + " objects and their old versions are gone; the stage's key in KMS stays, without its alias:"
                            + " aws kms list-keys shows it, aws kms schedule-key-deletion takes it away");
        }
        return Exit.DONE;
    }

    private static List<ModelName> served(AwsStage stage, Path stages) throws IOException {
        Path folder = Optional.ofNullable(stages.getParent()).orElseThrow();
        List<ModelName> served = new ArrayList<>();
        for (Located<String> entry : stage.models()) {
            served.add(StageFolders.read(folder, entry).spec().model().value());
        }
        return served;
    }

    private void confirm(AwsStage stage) {
        String typed = yes;
        if (typed == null) {
            var console = surroundings().terminal() ? System.console() : null;
            if (console == null) {
                throw CommandException.askedWrongly(
                        "--yes is missing; expected the stage's name once more: --yes " + stage.name());
            }
            typed = console.readLine("Type the stage's name to go on: ");
        }
        check(stage, typed);
    }

    private static void check(AwsStage stage, String typed) {
        if (!stage.name().equals(typed)) {
            throw CommandException.askedWrongly(
                    "found \"" + typed + "\"; expected the stage's name, " + stage.name() + ": nothing was taken away");
        }
    }

    private void take(Ground ground, DestroyPlan plan, Home home, Path stages)
            throws IOException, InterruptedException {
        CdkRun cdk = CdkRun.Command.find(
                        surroundings(), ground.stage(), stages, home.path().resolve("cdk.out"), Optional.empty())
                .orElseThrow(() -> CommandException.failed(Hands.noCdk(surroundings())));
        for (String name : plan.stacks()) {
            Optional<String> before = ground.stacks().newest(name);
            if (!cdk.run("destroy", List.of(name))) {
                throw CommandException.failed("the stack " + name + " was not taken away: "
                        + ground.stacks().failure(name, before).orElse("what the CDK says above")
                        + "; mend it and run this again, it goes on from here");
            }
        }
    }
}
