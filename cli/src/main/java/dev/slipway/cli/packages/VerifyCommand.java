package dev.slipway.cli.packages;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.PackageVerifier;
import dev.slipway.packager.PackageVerifier.Verification;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway verify}: whether every byte of a package is what its digest says. */
@Command(
        name = "verify",
        description = {
            "Checks every byte of a package and of what is said of it, and who signed it.",
            "From its blobs up, and nothing is loaded. A folder is packaged first. Where stages.yaml demands signatures,"
                    + " an unsigned package fails."
        },
        footer = {"", "Example:", "  slipway verify digits:stable", "  slipway verify digits:stable --stage prod"})
public final class VerifyCommand extends SlipwayCommand {

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Where it is: " + StorePlace.KINDS
                    + ". Default: the store of this machine, or of the stage on AWS" + " that --stage names.")
    private @Nullable String elsewhere;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public VerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        try (StorePlace place = options.open(surroundings().folder(), elsewhere, stageOnAws(), this::localStore)) {
            return verify(place.store(), place.find(surroundings().folder(), name));
        }
    }

    private int verify(ModelStore store, Digest digest) throws IOException {
        Verification found = PackageVerifier.verify(store, digest);
        Trust trust = trust();
        List<PackageSigning.Found> signatures =
                PackageContents.isPackage(store, digest) ? PackageSigning.find(store, digest, trust.keys()) : List.of();
        boolean signed = signatures.stream().anyMatch(one -> one.key().isPresent());
        boolean passes = found.isWhole() && (signed || !trust.required());
        if (json) {
            surroundings().out().println(JsonText.write(json(found, signatures, passes)));
        } else if (found.isWhole()) {
            surroundings()
                    .out()
                    .println(digest + " is whole: " + found.blobs() + " blobs, " + Sizes.text(found.bytes()));
        }
        if (!json) {
            signatures.forEach(one -> surroundings()
                    .say("the signature " + one.referrer() + " "
                            + one.key()
                                    .map(key -> "is by the trusted key " + key)
                                    .orElse(one.objection())));
        }
        found.problems().forEach(problem -> surroundings().say(problem.toString()));
        if (found.isWhole() && !passes) {
            PackageSigning.demand(store, digest, trust);
        }
        if (!passes) {
            surroundings().say(digest + " is not to be used");
        }
        return passes ? Exit.DONE : Exit.FAILED;
    }

    private static Json.Fields json(Verification found, List<PackageSigning.Found> signatures, boolean passes) {
        return Json.object()
                .with("digest", Json.of(found.digest().toString()))
                .with("whole", Json.of(found.isWhole()))
                .with("passes", Json.of(passes))
                .with(
                        "signatures",
                        Json.array(signatures.stream()
                                .map(one -> Json.object()
                                        .with("digest", Json.of(one.referrer().toString()))
                                        .with(
                                                "key",
                                                Json.ofText(one.key()
                                                        .map(key -> key.id().toString())))
                                        .with("objection", Json.of(one.objection())))
                                .toList()))
                .with("blobs", Json.of(found.blobs()))
                .with("bytes", Json.of(found.bytes()))
                .with(
                        "problems",
                        Json.texts(
                                found.problems().stream().map(Problem::toString).toList()));
    }
}
