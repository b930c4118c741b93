package dev.slipway.cli;

import dev.slipway.cli.stage.AwsDoor;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.AwsStage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all commands share: where they run, their common options, and the home they work on. */
public abstract class SlipwayCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    private final Surroundings surroundings;

    /** A command that runs in these surroundings. */
    protected SlipwayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Does it.
     *
     * @return the exit code
     */
    protected abstract int run() throws IOException, InterruptedException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        return run();
    }

    /** What is around the command. */
    protected final Surroundings surroundings() {
        return surroundings;
    }

    final CommonOptions common() {
        return common;
    }

    /** The home of the local stage. */
    protected final Home home() {
        Home home = anyHome();
        if (!common.stage().equals(CommonOptions.LOCAL)) {
            throw CommandException.askedWrongly(home.refuseStage(common.stage()));
        }
        return home;
    }

    /** The home, whatever the stage. */
    protected final Home anyHome() {
        return Home.find(surroundings.folder(), common.home());
    }

    /** The stage that {@code --stage} names: the one that runs on the home, or one on AWS. */
    protected final StageClient stage() throws IOException {
        Optional<AwsStage> aws = stageOnAws();
        return aws.isPresent()
                ? new StageClient(AwsDoor.open(aws.get(), anyHome(), surroundings))
                : new StageClient(home());
    }

    /** The stage that {@code --stage} names, or where none runs on the home, what its records tell of it. */
    protected final StageClient recordedStage() throws IOException {
        return stageOnAws().isPresent() ? stage() : StageClient.ofRecords(home());
    }

    /** What kind of stage {@code --stage} names: for commands that only reckon, on any of them. */
    protected final StageKind stageKind() {
        Home home = anyHome();
        if (common.stage().equals(CommonOptions.LOCAL)) {
            return StageKind.LOCAL;
        }
        if (home.stages().stage(common.stage()).isEmpty()) {
            throw CommandException.askedWrongly(home.refuseStage(common.stage()));
        }
        return StageKind.AWS;
    }

    /** How long one look at the metrics is on the stage that {@code --stage} names. */
    protected final Duration window() {
        return stageOnAws()
                .map(AwsStage::window)
                .orElseGet(() ->
                        Home.find(surroundings.folder(), common.home()).stages().window());
    }

    /** The packages on this machine, whatever the stage. */
    protected final ModelStore localStore() {
        return new FolderModelStore(anyHome().store());
    }

    /** The store of the local stage. */
    protected final ModelStore store() {
        return new FolderModelStore(home().store());
    }

    /** Whose packages the stage that is named serves, wherever it is. */
    protected final Trust trust() throws IOException {
        Home home = Home.find(surroundings.folder(), common.home());
        Optional<AwsStage> stage = stageOnAws();
        return stage.isPresent() ? home.trust(stage.get()) : home.trust();
    }

    /** The stage on AWS that is named; empty where it is the local one. */
    protected final Optional<AwsStage> stageOnAws() {
        Home home = anyHome();
        if (common.stage().equals(CommonOptions.LOCAL)) {
            return Optional.empty();
        }
        return Optional.of(home.stages()
                .stage(common.stage())
                .orElseThrow(() -> CommandException.askedWrongly(home.refuseStage(common.stage()))));
    }

    /**
     * Reads a model's name as it was typed.
     *
     * @throws CommandException where it cannot be one
     */
    protected static ModelName model(String typed) {
        return model("MODEL", typed);
    }

    /**
     * Reads a model's name as it was typed for a parameter or an option.
     *
     * @throws CommandException where it cannot be one
     */
    protected static ModelName model(String parameter, String typed) {
        if (!ModelName.isAllowed(typed)) {
            throw CommandException.askedWrongly(parameter + ": found \"" + typed
                    + "\"; expected a model's name: a lower-case letter, then up to 62 lower-case letters, digits or"
                    + " hyphens");
        }
        return new ModelName(typed);
    }
}
