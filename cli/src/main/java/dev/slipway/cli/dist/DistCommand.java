package dev.slipway.cli.dist;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Main;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway dist}: what users install. The launcher packs it, for it knows how this clone is built. */
@Command(
        name = "dist",
        description = {
            "Makes one tar.gz of the command, the function bundles and the infrastructure app: what users install.",
            "It prints its SHA-256 and its name, as sha256sum does. The same commit gives the same bytes."
        },
        footer = {"", "Example:", "  slipway dist --out slipway.tar.gz"})
public final class DistCommand extends SlipwayCommand {

    @Option(names = "--out", paramLabel = "FILE", description = "Default: slipway-VERSION.tar.gz, here.")
    private @Nullable Path out;

    /** A command that runs in these surroundings. */
    public DistCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Path repository = surroundings()
                .repository()
                .orElseThrow(() -> CommandException.failed(
                        "this is an installed Slipway; dist makes one, and only from a clone of its repository"));
        Path file = surroundings()
                .folder()
                .resolve(out == null ? Path.of("slipway-" + Main.version() + ".tar.gz") : out)
                .toAbsolutePath()
                .normalize();
        surroundings().err().flush();
        Process packing = new ProcessBuilder(repository.resolve("slipway").toString(), "make-dist", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        packing.getInputStream().transferTo(OutputStream.nullOutputStream());
        if (packing.waitFor() != 0) {
            throw CommandException.failed("no distribution was made");
        }
        MessageDigest algorithm = Digest.algorithm();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), algorithm)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        String digest = Digest.finish(algorithm).toString();
        surroundings()
                .out()
                .println(digest.substring(digest.indexOf(':') + 1) + "  "
                        + surroundings().shown(file));
        return Exit.DONE;
    }
}
