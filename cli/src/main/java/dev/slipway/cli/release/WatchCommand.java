package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway watch}: a release until its end. */
@Command(
        name = "watch",
        description = {
            "Watches an endpoint's release until its end.",
            "Exit codes: 0 promoted, 3 rolled back or stopped at verify, 4 left paused, waiting or out of time."
        },
        footer = {"", "Example:", "  slipway watch digits --at-most 30m"})
public final class WatchCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description =
                    "The release that this commit asked for, also where another one came after it. Default: the last.")
    private @Nullable String commit;

    @Mixin
    private WatchOptions options = new WatchOptions();

    /** A command that runs in these surroundings. */
    public WatchCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        StageClient stage = stage();
        ModelName endpoint = model(model);
        String id = commit == null ? last(stage, endpoint) : of(stage, endpoint, commit);
        return new Watcher(stage, surroundings(), endpoint, id, new WatchView(surroundings(), options.json()))
                .watch(options.atMost());
    }

    private static String last(StageClient stage, ModelName endpoint) throws InterruptedException {
        return new JsonReader("status", stage.status(endpoint))
                .optionalChild("release")
                .map(release -> release.text("id"))
                .orElseThrow(
                        () -> CommandException.askedWrongly(endpoint + " has no release; start one: slipway release "
                                + endpoint + " --package FOLDER" + stage.named()));
    }

    private static String of(StageClient stage, ModelName endpoint, String commit) throws InterruptedException {
        return stage.history(endpoint).children("events").reversed().stream()
                .filter(event -> event.optionalChild("origin")
                        .filter(origin -> origin.text("commit").equals(commit))
                        .isPresent())
                .map(event -> event.text("release"))
                .findFirst()
                .orElseThrow(() -> CommandException.askedWrongly(
                        endpoint + " has no release that the commit " + commit + " asked for"));
    }
}
