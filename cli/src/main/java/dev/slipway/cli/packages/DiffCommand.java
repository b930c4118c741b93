package dev.slipway.cli.packages;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.packager.PackageDiff;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway diff}: what changed from one package to another. */
@Command(
        name = "diff",
        description = {
            "Tells what changed from one package to another: files, size, signature, and what the golden samples expect.",
            "A folder is packaged first."
        },
        footer = {"", "Example:", "  slipway diff digits:stable examples/digits/v2"})
public final class DiffCommand extends SlipwayCommand {

    @Parameters(paramLabel = "A", description = "It may be " + PackageNames.KINDS + ".")
    private String from = "";

    @Parameters(paramLabel = "B", description = "As A.")
    private String to = "";

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public DiffCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        ModelStore store = store();
        PackageDiff diff = PackageDiff.of(
                store,
                PackageNames.stored(store, surroundings().folder(), from),
                PackageNames.stored(store, surroundings().folder(), to));
        if (json) {
            surroundings().out().println(JsonText.write(diff.json()));
        } else {
            diff.lines(Sizes::text).forEach(surroundings().out()::println);
        }
        return Exit.DONE;
    }
}
