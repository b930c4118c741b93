package dev.slipway.cli.packages;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.spec.AwsStage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway push}: a package into another store. */
@Command(
        name = "push",
        description = {
            "Copies a package, with its signatures, from the store of this machine into another: only what is missing there.",
            "A folder is packaged first. What was broken off goes on where it ended when it is done again."
        },
        footer = {
            "",
            "Example:",
            "  slipway push digits:stable --stage prod",
            "  slipway push models/digits --to s3://my-packages/models --region eu-central-1"
        })
public final class PushCommand extends SlipwayCommand {

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(
            names = "--to",
            paramLabel = "STORE",
            description = "Where to: " + StorePlace.KINDS + ". Default: the store of the stage that --stage names.")
    private @Nullable String to;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(
            names = "--tag",
            paramLabel = "NAME",
            description = "Lets MODEL:NAME point to it there; a tag that points elsewhere is moved.")
    private List<String> tags = List.of();

    @Option(names = "--json", description = "Print what was done as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public PushCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Optional<AwsStage> stage = to == null ? Optional.of(awsStage()) : Optional.empty();
        ModelStore from = localStore();
        Digest digest = PackageNames.whole(from, surroundings().folder(), name);
        List<String> full =
                PackageNames.tags(PackageContents.serving(from, digest).model().value(), tags);
        try (StorePlace target = options.there(surroundings().folder(), to, stage)) {
            if (options.isOnAws()) {
                stage.ifPresent(target::checkAccount);
            }
            new Transfer(surroundings(), from, target.store()).run(digest, full, target.toString(), json);
        }
        return Exit.DONE;
    }

    private AwsStage awsStage() {
        return stageOnAws()
                .orElseThrow(() -> CommandException.askedWrongly("--to is missing; expected where to: "
                        + StorePlace.KINDS + ", or --stage with a stage on AWS"));
    }
}
