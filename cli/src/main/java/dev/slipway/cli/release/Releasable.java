package dev.slipway.cli.release;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.cli.stage.AwsDoor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.PackageReferences.Found;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which package may be released on AWS: a release there publishes what is deployed, and deploys nothing. What is
 * neither deployed nor published is refused with the command that deploys it.
 */
final class Releasable {

    private Releasable() {}

    /**
     * The package that a name leads to, where a release of it can begin.
     *
     * @param here the store of this machine
     * @throws CommandException where it is not deployed, or the name leads nowhere
     */
    static Digest find(AwsDoor.Reached stage, ModelName model, ModelStore here, Path folder, String name)
            throws IOException {
        Digest digest = digest(stage.ports().models(), here, folder, name);
        refusal(
                        stage.stage().name(),
                        model,
                        digest,
                        stage.deployed(model),
                        stage.ports().functions().versions(model))
                .ifPresent(why -> {
                    throw CommandException.askedWrongly(why);
                });
        return digest;
    }

    private static Digest digest(ModelStore there, ModelStore here, Path folder, String name) throws IOException {
        Found found;
        try {
            found = new PackageReferences(there, folder).find(name);
        } catch (ProblemsException e) {
            // Packaged on this machine and never pushed, it is told what to do and not that it is unknown.
            found = PackageNames.find(here, folder, name);
        }
        return switch (found) {
            case PackageReferences.Stored(Digest digest) -> digest;
            case PackageReferences.Unpacked(Path path) -> Packager.read(path).digest();
        };
    }

    /**
     * Why a package cannot be released; empty where it can.
     *
     * @param deployed the endpoint's function now, where there is one
     * @param versions the function's versions
     */
    static Optional<String> refusal(
            String stage,
            ModelName model,
            Digest digest,
            Optional<DeployedFunction> deployed,
            List<FunctionVersion> versions) {
        boolean published =
                versions.stream().anyMatch(version -> version.digest().equals(digest));
        Optional<Digest> latest = deployed.flatMap(DeployedFunction::digest);
        if (published || latest.equals(Optional.of(digest))) {
            return Optional.empty();
        }
        String found = deployed.isEmpty()
                ? "the stage " + stage + " has no function of " + model + " yet"
                : "the function of " + model + " is deployed with "
                        + latest.map(Digest::toString).orElse("no package of ours") + ", and no version of it has "
                        + digest;
        return Optional.of("--package: " + found + "; deploy it first: slipway deploy " + model + " --package " + digest
                + " --stage " + stage);
    }
}
