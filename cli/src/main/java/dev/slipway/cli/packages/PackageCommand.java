package dev.slipway.cli.packages;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Main;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.folder.KeyFiles;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.local.runtime.Machine;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.PackageFacts;
import dev.slipway.packager.Packager;
import dev.slipway.packager.beside.Beside;
import dev.slipway.packager.trial.Measurement;
import dev.slipway.packager.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway package}: a model folder into the store. */
@Command(
        name = "package",
        description = {
            "Packs a model folder into the store and prints its digest.",
            "The model is loaded by the code that will serve it and must answer its golden samples first.",
            "The digest is the name of this version of the model: the same folder has the same on every machine."
        },
        footer = {"", "Example:", "  slipway package examples/digits/v1 --tag tried"})
public final class PackageCommand extends SlipwayCommand {

    @Parameters(paramLabel = "FOLDER", description = "A folder with a slipway.yaml, or one that MLflow saved.")
    private Path folder = Path.of("");

    @Option(
            names = "--tag",
            paramLabel = "NAME",
            description = "Lets MODEL:NAME point to it too; a tag that points elsewhere is moved.")
    private @Nullable String tag;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Signs it with the secret key in this file, as slipway sign does.")
    private @Nullable Path key;

    @Option(
            names = "--no-trial",
            description = "Do not run the model: for a machine that cannot. It is proven when it is released.")
    private boolean untried;

    /** A command that runs in these surroundings. */
    public PackageCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        ModelStore store = store();
        Optional<Signer> signer = key == null
                ? Optional.empty()
                : Optional.of(KeyFiles.signer(surroundings().folder().resolve(key)));
        ModelPackage read =
                Packager.read(surroundings().folder().resolve(folder).normalize());
        String full = tag == null
                ? ""
                : PackageNames.tags(read.spec().model().value().value(), List.of(tag))
                        .getFirst();
        home().make();
        Packager packager = new Packager(store);
        packager.put(read);
        Optional<Measurement> measured = untried ? Optional.empty() : Optional.of(tried(store, read));
        packager.publish(read);
        Beside.attach(
                store,
                read,
                measured,
                GitOrigin.of(surroundings().folder().resolve(folder)),
                surroundings().clock().instant(),
                Main.version());
        signer.ifPresent(secret -> PackageSigning.sign(store, read.digest(), secret));
        if (!full.isEmpty()) {
            store.moveTag(full, store.tag(full), read.digest());
        }
        Path spec = surroundings().folder().resolve(folder).resolve(ModelSpec.FILE);
        String unneeded = Files.exists(spec) ? "which slipway.yaml does not name" : "which a function does not need";
        read.leftOut().forEach(path -> surroundings().say("left out: " + path + ", " + unneeded));
        PackageFacts facts = PackageFacts.of(read);
        surroundings()
                .say(facts.serving().model() + ": " + facts.files().size() + " files, " + Sizes.text(facts.size())
                        + (full.isEmpty() ? "" : ", tagged " + full)
                        + signer.map(secret -> ", signed with " + secret.key()).orElse(""));
        surroundings().say(measured.map(MeasuredText::line).orElse("not tried: it is proven when it is released"));
        measured.flatMap(found -> MeasuredText.warning(read.spec().serving(), found))
                .ifPresent(surroundings()::say);
        surroundings().out().println(read.digest());
        return Exit.DONE;
    }

    private Measurement tried(ModelStore store, ModelPackage read) {
        Path installation = surroundings()
                .installation()
                .orElseThrow(() -> CommandException.failed(
                        "this is no whole installation: the function bundles that a model is tried with are missing;"
                                + " start Slipway by its own command, ./slipway, or package with --no-trial"));
        LocalRunner runner = new LocalRunner(installation, home().store(), home().path(), Machine.running());
        return new Trial(runner, store, surroundings().clock(), System::nanoTime).run(read);
    }
}
