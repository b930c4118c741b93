package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
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
        StageClient stage = stage();
        Json.Fields status = stage.act(model(model), verb, options.request(surroundings()));
        if (json) {
            surroundings().out().println(JsonText.write(status));
        } else {
            StatusText.lines(status).forEach(surroundings()::print);
        }
        if (Undone.in(status)) {
            surroundings()
                    .say("this is decided and recorded, and the weights do not stand so yet:"
                            + " its own controller moves them when it looks next, within a minute; to see it: slipway status "
                            + model
                            + stage.named());
        }
        return Exit.DONE;
    }
}
