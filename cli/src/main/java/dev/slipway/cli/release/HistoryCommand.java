package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway history}: the record of an endpoint. */
@Command(
        name = "history",
        description = {"Shows an endpoint's record.", "Oldest first: who did what, when, and what was decided why."},
        footer = {"", "Example:", "  slipway history digits"})
public final class HistoryCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    @Option(names = "--json", description = "Print one JSON object a line, with all the evidence.")
    private boolean json;

    @Option(names = "--all", description = "Show also what was observed in between.")
    private boolean all;

    /** A command that runs in these surroundings. */
    public HistoryCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        for (JsonReader event : recordedStage().history(model(model)).children("events")) {
            if (json) {
                surroundings().out().println(JsonText.write(event.object()));
            } else if (all || !event.text("type").equals("observed")) {
                surroundings().print(line(event));
            }
        }
        return Exit.DONE;
    }

    private static String line(JsonReader event) {
        return String.format(
                        Locale.ROOT,
                        "%s  %-12s %-12s %-12s %s",
                        event.text("time"),
                        event.text("release"),
                        event.text("type").replace('_', ' '),
                        event.text("by"),
                        told(event))
                .stripTrailing();
    }

    private static String told(JsonReader event) {
        return event.optionalChild("reason")
                .flatMap(reason -> reason.optionalText("text"))
                .or(() -> event.optionalChild("weights").map(weights -> Wording.weights(weights.object())))
                .or(() -> event.optionalChild("candidate")
                        .map(candidate -> "version " + candidate.text("version") + ", "
                                + Wording.brief(candidate.text("digest"))
                                + event.optionalText("why")
                                        .filter(why -> !why.isBlank())
                                        .map(why -> ": " + why)
                                        .orElse("")))
                .or(() -> event.optionalText("why"))
                .orElse("");
    }
}
