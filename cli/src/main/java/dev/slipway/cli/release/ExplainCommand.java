package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.control.Explanation;
import dev.slipway.core.json.JsonReader;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway explain}: an endpoint's last release in plain words. */
@Command(
        name = "explain",
        description = {
            "Tells an endpoint's last release in plain words.",
            "What happened, why, and the number that decided."
        },
        footer = {"", "Example:", "  slipway explain digits"})
public final class ExplainCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    /** A command that runs in these surroundings. */
    public ExplainCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws InterruptedException {
        List<JsonReader> events = new StageClient(home()).history(model(model)).children("events");
        String last = events.isEmpty() ? "" : events.getLast().text("release");
        Explanation.of(events.stream()
                        .filter(event -> event.text("release").equals(last))
                        .toList())
                .forEach(surroundings().out()::println);
        if (events.isEmpty()) {
            surroundings().say("there was no release of " + model + " yet");
        }
        return Exit.DONE;
    }
}
