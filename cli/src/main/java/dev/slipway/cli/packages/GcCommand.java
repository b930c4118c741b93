package dev.slipway.cli.packages;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.FunctionNames;
import dev.slipway.aws.S3Place;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Home;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.CollectingStore.Collected;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway gc}: packages that nobody needs, out of the store. */
@Command(
        name = "gc",
        description = {
            "Removes from this machine's store, or from that of a stage on AWS, the packages that nobody needs, and blobs that"
                    + " nothing names.",
            "Kept are packages with a tag, of a version that exists, of a release that stands, and the last few of each"
                    + " endpoint's history. What was stored within the last hour is spared, so others may package and push"
                    + " meanwhile."
        },
        footer = {"", "Example:", "  slipway gc --dry-run", "  slipway gc --dry-run --stage prod"})
public final class GcCommand extends SlipwayCommand {

    private static final Duration SPARED = Duration.ofHours(1);

    @Option(names = "--dry-run", description = "Only tell what would be removed.")
    private boolean dryRun;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many packages of each endpoint's history stay. Default: ${DEFAULT-VALUE}.")
    private int keep;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where AWS answers, for an emulator of it. Default: AWS.")
    private @Nullable String endpoint;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public GcCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        if (keep < 1) {
            throw CommandException.askedWrongly("--keep: found " + keep + "; expected 1 or more");
        }
        Optional<AwsStage> stage = stageOnAws();
        if (endpoint != null && stage.isEmpty()) {
            throw CommandException.askedWrongly(
                    "--endpoint does not apply: the store of this machine is a folder; name a stage on AWS with --stage");
        }
        show(stage.isPresent() ? elsewhere(stage.get()) : here());
        return Exit.DONE;
    }

    private Collected here() throws IOException {
        Home home = home();
        CollectingStore store = new FolderModelStore(home.store());
        return collect(store, new Needed(store).by(home, keep));
    }

    private Collected elsewhere(AwsStage stage) {
        StageNames names = StageNames.of(stage);
        FunctionNames functions = new FunctionNames(names.functionPrefix());
        try (AwsPlatform aws = AwsPlatform.open(StoreOptions.settings(stage.region(), endpoint))) {
            aws.checkAccount(stage.account());
            CollectingStore store = aws.modelStore(S3Place.parse(names.packages()));
            return collect(
                    store,
                    new Needed(store)
                            .by(
                                    aws.functionService(functions),
                                    endpoint -> aws.deployed(functions, endpoint),
                                    aws.releaseStore(S3Place.parse(names.releases())),
                                    keep));
        }
    }

    private Collected collect(CollectingStore store, Set<Digest> needed) {
        return store.collect(needed, surroundings().clock().instant().minus(SPARED), !dryRun);
    }

    private void show(Collected done) {
        if (json) {
            surroundings()
                    .out()
                    .println(JsonText.write(Json.object()
                            .with("removed", Json.of(!dryRun))
                            .with(
                                    "packages",
                                    Json.texts(done.packages().stream()
                                            .map(Digest::toString)
                                            .toList()))
                            .with("blobs", Json.of(done.blobs()))
                            .with("bytes", Json.of(done.bytes()))));
            return;
        }
        done.packages().forEach(surroundings().out()::println);
        surroundings()
                .say((dryRun ? "would remove " : "removed ") + done.packages().size() + " packages, " + done.blobs()
                        + " blobs, " + Sizes.text(done.bytes()));
    }
}
