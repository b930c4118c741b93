package dev.slipway.cli.packages;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.folder.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway sign}: a signature beside a package. */
@Command(
        name = "sign",
        description = {
            "Signs a package, after every byte of it was checked. A folder is packaged first.",
            "The signature lies beside the package and does not change its digest. It prints the signature's own digest."
        },
        footer = {"", "Example:", "  slipway sign digits:stable --key release.key"})
public final class SignCommand extends SlipwayCommand {

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The secret key, as slipway key or openssl writes it; NAME.pub lies beside it.")
    private Path key = Path.of("");

    /** A command that runs in these surroundings. */
    public SignCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        Signer signer = KeyFiles.signer(surroundings().folder().resolve(key));
        ModelStore store = store();
        Digest digest = PackageNames.whole(store, surroundings().folder(), name);
        Digest signature = PackageSigning.sign(store, digest, signer);
        surroundings().say(digest + " is signed with " + signer.key());
        surroundings().out().println(signature);
        return Exit.DONE;
    }
}
