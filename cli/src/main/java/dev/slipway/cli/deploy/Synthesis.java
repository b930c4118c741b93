package dev.slipway.cli.deploy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Lets the CDK app write the stage's templates for a package, once: what is compared is what is deployed then. */
final class Synthesis implements Look.Writing {

    private final Surroundings in;
    private final Asked asked;
    private final Path root;
    private final Path packages;
    private final Optional<CdkRun> cdk;
    private final BooleanSupplier readable;
    private Optional<Templates> written = Optional.empty();

    /**
     * Templates to be written.
     *
     * @param root the store of this machine, where the app reads the package
     * @param packages the file that tells the app which package the model's function gets
     * @param cdk the CDK's command; empty where it is not installed
     * @param readable whether the app can read the package already
     */
    Synthesis(Surroundings in, Asked asked, Path root, Path packages, Optional<CdkRun> cdk, BooleanSupplier readable) {
        this.in = in;
        this.asked = asked;
        this.root = root;
        this.packages = packages;
        this.cdk = cdk;
        this.readable = readable;
    }

    @Override
    public Optional<Templates> templates() throws IOException, InterruptedException {
        if (written.isEmpty() && readable.getAsBoolean()) {
            CdkRun run = cdk.orElseThrow(() -> CommandException.failed(Hands.noCdk(in)));
            pin();
            written = run.write();
            if (written.isEmpty()) {
                throw CommandException.failed(
                        "the templates of " + asked.stage().name()
                                + " were not written: what the CDK says above; nothing was changed; mend it and run this again: "
                                + asked.again());
            }
        }
        return written;
    }

    /** Written beside and moved: the app never reads half of it. */
    private void pin() throws IOException {
        Path folder = Optional.ofNullable(packages.getParent()).orElseThrow();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "packages", ".json");
        Json.Fields models =
                Json.object().with(asked.model().value(), Json.of(asked.digest().toString()));
        try {
            Files.write(
                    fresh,
                    JsonText.canonical(Json.object()
                            .with("store", Json.of(root.toString()))
                            .with("stages", Json.object().with(asked.stage().name(), models))));
            Files.move(fresh, packages, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw new UncheckedIOException("cannot write " + packages, e);
        }
    }
}
