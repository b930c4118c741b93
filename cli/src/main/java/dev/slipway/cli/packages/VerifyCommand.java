package dev.slipway.cli.packages;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.PackageVerifier;
import dev.slipway.packager.PackageVerifier.Verification;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway verify}: whether every byte of a package is what its digest says. */
@Command(
        name = "verify",
        description = {
            "Checks every byte of a package.",
            "From its blobs up, and nothing is loaded. A folder is packaged first."
        },
        footer = {"", "Example:", "  slipway verify digits:stable"})
public final class VerifyCommand extends SlipwayCommand {

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public VerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        ModelStore store = store();
        Digest digest = PackageNames.stored(store, surroundings().folder(), name);
        Verification found = PackageVerifier.verify(store, digest);
        if (json) {
            surroundings().out().println(JsonText.write(json(found)));
        } else if (found.isWhole()) {
            surroundings()
                    .out()
                    .println(digest + " is whole: " + found.blobs() + " blobs, " + Sizes.text(found.bytes()));
        }
        if (!found.isWhole()) {
            found.problems().forEach(problem -> surroundings().say(problem.toString()));
            surroundings().say(digest + " is not to be used");
        }
        return found.isWhole() ? Exit.DONE : Exit.FAILED;
    }

    private static Json.Fields json(Verification found) {
        return Json.object()
                .with("digest", Json.of(found.digest().toString()))
                .with("whole", Json.of(found.isWhole()))
                .with("blobs", Json.of(found.blobs()))
                .with("bytes", Json.of(found.bytes()))
                .with(
                        "problems",
                        Json.texts(
                                found.problems().stream().map(Problem::toString).toList()));
    }
}
