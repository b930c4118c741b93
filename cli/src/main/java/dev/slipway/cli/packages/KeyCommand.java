package dev.slipway.cli.packages;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.platform.VerificationKey;
import dev.slipway.core.platform.folder.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway key}: a pair of keys to sign packages with. */
@Command(
        name = "key",
        description = {
            "Makes a pair of keys to sign packages with (Ed25519).",
            "NAME.key is secret: keep it where only those who may release can read it, and out of Git. NAME.pub goes into"
                    + " Git, beside stages.yaml, which says whom to trust:",
            "  signing: {required: true, keys: [NAME.pub]}"
        },
        footer = {"", "Example:", "  slipway key release"})
public final class KeyCommand extends SlipwayCommand {

    @Parameters(paramLabel = "NAME", description = "What both files are called, before .key and .pub.")
    private Path name = Path.of("");

    /** A command that runs in these surroundings. */
    public KeyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        VerificationKey key =
                KeyFiles.make(surroundings().folder().resolve(name).normalize());
        surroundings().say(name + ".key is the secret half, " + name + ".pub the public one");
        surroundings().out().println(key.id());
        return Exit.DONE;
    }
}
