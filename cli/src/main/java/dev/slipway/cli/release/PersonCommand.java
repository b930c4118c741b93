package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Something a person does to a running release. */
abstract class PersonCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    @Mixin
    private ReleaseOptions options = new ReleaseOptions();

    @Option(names = "--json", description = "Print the status as JSON.")
    private boolean json;

    private final String verb;

    PersonCommand(Surroundings surroundings, String verb) {
        super(surroundings);
        this.verb = verb;
    }

    @Override
    protected final int run() throws IOException, InterruptedException {
        Json.Fields status = stage().act(model(model), verb, options.request(surroundings()));
        if (json) {
            surroundings().out().println(JsonText.write(status));
        } else {
            StatusText.lines(status).forEach(surroundings()::print);
        }
        return Exit.DONE;
    }
}
