package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.report.ReleaseReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway report}: a release as one HTML file. */
@Command(
        name = "report",
        description = {
            "Writes a release as one HTML file with plots, and prints the file's name.",
            "It has weights, the evidence against its threshold, errors, latency, the reason and the timeline, and needs"
                    + " neither a network nor a script."
        },
        footer = {"", "Example:", "  slipway report digits-2 --out digits-2.html"})
public final class ReportCommand extends SlipwayCommand {

    @Parameters(paramLabel = "RELEASE", description = ReleaseNames.KINDS)
    private String release = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Default: RELEASE.html, here.")
    private @Nullable Path out;

    /** A command that runs in these surroundings. */
    public ReportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        StageClient stage = recordedStage();
        List<JsonReader> events = ReleaseNames.events(stage, release);
        String id = events.getFirst().text("release");
        Path file = surroundings().folder().resolve(out == null ? Path.of(id + ".html") : out);
        ReportFile.write(file, ReleaseReport.html(events, List.of()));
        surroundings().out().println(surroundings().shown(file));
        return Exit.DONE;
    }
}
