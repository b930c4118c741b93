package dev.slipway.packager;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.WeightsFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes a model folder around what MLflow saved: the weights in their own format, and what the MLmodel says of them. */
final class MlflowStarter {

    private MlflowStarter() {}

    /** The folder of MLflow's that this path means, where it means one. */
    static Optional<Path> folder(Path path) {
        if (Files.isDirectory(path)) {
            return Files.isRegularFile(path.resolve(WeightsFormat.Mlflow.FILE)) ? Optional.of(path) : Optional.empty();
        }
        boolean named = path.endsWith(WeightsFormat.Mlflow.FILE) && Files.isRegularFile(path);
        return named ? Optional.of(path.toAbsolutePath().resolve("..").normalize()) : Optional.empty();
    }

    static ModelFolders.Begun init(Path saved, ModelName name, Path into) throws IOException {
        ModelFolder folder = new ModelFolder(saved);
        String shortest = "model: " + name + "\nformat: mlflow\nweights: " + WeightsFormat.Mlflow.FILE + "\n";
        FolderWeights held =
                FolderWeights.of(ModelSpec.parse(ModelSpec.FILE, shortest.getBytes(StandardCharsets.UTF_8)), folder);
        ModelSpec spec = held.spec();
        List<String> files = spec.weights().stream().map(Located::value).toList();
        // What package refuses (links, files that are not there) is refused before anything is read.
        PackagePlan.of(spec, folder.list(spec, held.furtherPaths()), held.further());
        WeightsFacts facts =
                WeightsReading.inspect(held.format(), folder, spec.weights().getFirst());
        Signature signature = facts.signature(spec);
        boolean said = !saysTheSame(facts, spec, signature);
        NewFolder.write(into, made -> {
            for (String file : files) {
                Path target = made.resolve(file);
                Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(made));
                Files.copy(saved.resolve(file), target);
            }
            Files.writeString(
                    made.resolve(ModelSpec.FILE), StarterText.spec(name, held.format(), files, signature, said));
            Files.writeString(made.resolve("README.md"), StarterText.card(name, files.getFirst(), facts, signature));
        });
        return new ModelFolders.Begun(into, held.requests());
    }

    /** Whether the file alone says all of the signature. */
    private static boolean saysTheSame(WeightsFacts facts, ModelSpec spec, Signature signature) {
        try {
            return facts.signature(spec.withTensors(List.of(), List.of())).equals(signature);
        } catch (ProblemsException e) {
            return false; // the file leaves something open
        }
    }
}
