package dev.slipway.cli.deploy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.deploy.Sources.Source;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.Packager;
import dev.slipway.packager.StageFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what shall be deployed: a folder of the stage, or the package that was named.
 *
 * @param in what is around the command
 * @param stage where
 * @param folder the folder that {@code stages.yaml} lies in
 * @param here the store of this machine
 * @param sources the stores of the stages
 */
record Asking(Surroundings in, AwsStage stage, Path folder, ModelStore here, Sources sources) {

    /**
     * What was found.
     *
     * @param asked what shall be deployed
     * @param isOwn whether it is what the stage's own folder of the model gives
     * @param source where it is, where it is not on this machine
     */
    record Found(Asked asked, boolean isOwn, Optional<Source> source) {}

    /**
     * Finds it.
     *
     * @param named the package that was named; empty for the stage's own folder
     * @throws CommandException where the stage does not serve the model, or the name leads nowhere or to another model
     */
    Found find(ModelName model, Optional<String> named) throws IOException {
        Served served = served(model);
        if (named.isEmpty()) {
            return new Found(
                    new Asked(stage, model, served.read().digest(), Optional.of(served.shown())),
                    true,
                    Optional.empty());
        }
        Optional<PackageReferences.Found> local = local(named.get());
        if (local.isEmpty()) {
            return elsewhere(model, named.get());
        }
        return switch (local.get()) {
            case PackageReferences.Unpacked(Path path) -> {
                ModelPackage read = Packager.read(path);
                check(model, read.spec().model().value(), named.get());
                yield new Found(
                        new Asked(stage, model, read.digest(), Optional.of(named.get())), false, Optional.empty());
            }
            case PackageReferences.Stored(Digest digest) -> {
                check(model, PackageContents.serving(here, digest).model(), named.get());
                yield new Found(new Asked(stage, model, digest, Optional.empty()), false, Optional.empty());
            }
        };
    }

    private Optional<PackageReferences.Found> local(String name) {
        try {
            return Optional.of(new PackageReferences(here, in.folder()).find(name));
        } catch (ProblemsException e) {
            return Optional.empty();
        }
    }

    private Found elsewhere(ModelName model, String name) {
        List<String> troubles = new ArrayList<>();
        Optional<Source> source = sources.find(in.folder(), name, troubles);
        if (source.isPresent()) {
            check(
                    model,
                    PackageContents.serving(source.get().store(), source.get().digest())
                            .model(),
                    name);
            return new Found(new Asked(stage, model, source.get().digest(), Optional.empty()), false, source);
        }
        Optional<Digest> whole = whole(name);
        if (whole.isPresent() && !troubles.isEmpty()) {
            return new Found(new Asked(stage, model, whole.get(), Optional.empty()), false, Optional.empty());
        }
        throw CommandException.askedWrongly(
                "--package: no package \"" + name + "\" in the store of this machine, nor in "
                        + String.join(", ", sources.stores().keySet())
                        + (troubles.isEmpty() ? "" : "; not seen: " + String.join("; ", troubles)));
    }

    private static Optional<Digest> whole(String name) {
        try {
            return Optional.of(Digest.parse(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void check(ModelName wanted, ModelName found, String name) {
        if (!found.equals(wanted)) {
            throw CommandException.askedWrongly(
                    "--package: " + name + " is of the model " + found + ", not of " + wanted);
        }
    }

    /**
     * A model of the stage.
     *
     * @param shown its folder as it is shortest to write
     * @param read what was read of it
     */
    private record Served(String shown, ModelPackage read) {
        ModelName name() {
            return read.spec().model().value();
        }
    }

    private Served served(ModelName model) throws IOException {
        List<Served> all = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Located<String> entry : stage.models()) {
            try {
                Path path = folder.resolve(entry.value()).normalize();
                Served next = new Served(in.shown(path), StageFolders.read(folder, entry));
                StageFolders.second(
                                entry,
                                next.name(),
                                all.stream().map(Served::name).toList())
                        .ifPresent(problems::add);
                all.add(next);
            } catch (ProblemsException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return all.stream()
                .filter(served -> served.name().equals(model))
                .findFirst()
                .orElseThrow(() -> CommandException.askedWrongly("MODEL: the stage " + stage.name()
                        + " serves no model "
                        + model + " (known: "
                        + all.stream().map(served -> served.name().value()).collect(Collectors.joining(", "))
                        + "); add its folder to models in stages.yaml"));
    }
}
