package dev.slipway.cli.packages;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Home;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.folder.FolderModelStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway gc}: packages that nobody needs, out of the store. */
@Command(
        name = "gc",
        description = {
            "Removes from this machine's store the packages that nobody needs, and blobs that nothing names.",
            "Kept are packages with a tag, of a version that exists, of a release that stands, and the last few of each"
                    + " endpoint's history. What was stored within the last hour is spared, so others may package and push"
                    + " meanwhile."
        },
        footer = {"", "Example:", "  slipway gc --dry-run"})
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
        Home home = home();
        FolderModelStore store = new FolderModelStore(home.store());
        Set<Digest> needed = new Needed(home, store.packages()).packages(keep);
        FolderModelStore.Collected done =
                store.collect(needed, surroundings().clock().instant().minus(SPARED), !dryRun);
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
            return Exit.DONE;
        }
        done.packages().forEach(surroundings().out()::println);
        surroundings()
                .say((dryRun ? "would remove " : "removed ") + done.packages().size() + " packages, " + done.blobs()
                        + " blobs, " + Sizes.text(done.bytes()));
        return Exit.DONE;
    }
}
