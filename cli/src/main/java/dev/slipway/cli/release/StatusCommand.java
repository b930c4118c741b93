package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway status}: what serves, with which weights, and where its release stands. */
@Command(
        name = "status",
        description = {"Shows what an endpoint serves, and where its release stands.", "Without a model, all endpoints."
        },
        footer = {"", "Example:", "  slipway status digits --json"})
public final class StatusCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "The endpoint. Default: all.")
    private @Nullable String model;

    @Option(names = "--json", description = "Print one JSON object a line, one for each endpoint.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public StatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        StageClient stage = stage();
        List<Json.Fields> all = model == null
                ? stage.all().children("endpoints").stream()
                        .map(JsonReader::object)
                        .toList()
                : List.of(stage.status(model(model)));
        for (Json.Fields status : all) {
            if (json) {
                surroundings().out().println(JsonText.write(status));
            } else {
                StatusText.lines(status).forEach(surroundings()::print);
            }
        }
        if (all.isEmpty()) {
            surroundings().say("no endpoint yet: slipway release MODEL --package FOLDER");
        }
        return Exit.DONE;
    }
}
