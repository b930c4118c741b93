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

/** {@code slipway pull}: a package out of another store. */
@Command(
        name = "pull",
        description = {
            "Copies a package, with its signatures, from another store into the store of this machine: only what is"
                    + " missing here.",
            "What was broken off goes on where it ended when it is done again."
        },
        footer = {
            "",
            "Example:",
            "  slipway pull digits:stable --stage prod",
            "  slipway pull digits:stable --from s3://my-packages/models --region eu-central-1"
        })
public final class PullCommand extends SlipwayCommand {

    @Parameters(paramLabel = "PACKAGE", description = "A digest, the beginning of one, or a tag such as digits:stable.")
    private String name = "";

    @Option(
            names = "--from",
            paramLabel = "STORE",
            description = "Where from: " + StorePlace.KINDS + ". Default: the store of the stage that --stage names.")
    private @Nullable String from;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(
            names = "--tag",
            paramLabel = "NAME",
            description = "Lets MODEL:NAME point to it here; a tag that points elsewhere is moved.")
    private List<String> tags = List.of();

    @Option(names = "--json", description = "Print what was done as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public PullCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Optional<AwsStage> stage = from == null ? Optional.of(awsStage()) : Optional.empty();
        try (StorePlace source = options.there(surroundings().folder(), from, stage)) {
            Digest digest = source.find(surroundings().folder(), name);
            ModelStore to = localStore();
            List<String> full = PackageNames.tags(
                    PackageContents.serving(source.store(), digest).model().value(), tags);
            new Transfer(surroundings(), source.store(), to).run(digest, full, source.toString(), json);
        }
        return Exit.DONE;
    }

    private AwsStage awsStage() {
        return stageOnAws()
                .orElseThrow(() -> CommandException.askedWrongly("--from is missing; expected where from: "
                        + StorePlace.KINDS + ", or --stage with a stage on AWS"));
    }
}
