package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.FilePath;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.core.spec.WeightsFormat;
import dev.slipway.packager.format.FileSource;
import dev.slipway.packager.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a model folder around a model file: what {@code slipway init} does. */
public final class ModelFolders {

    private ModelFolders() {}

    /**
     * A new model folder.
     *
     * @param folder where it is
     * @param requests requests that its author gave without their answers
     */
    public record Begun(Path folder, List<Json.Fields> requests) {

        /** Copies the requests. */
        public Begun {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Writes a folder that can be packaged at once: a copy of the file, a {@code slipway.yaml} that teaches, and the
     * start of a model card.
     *
     * @param file a model file, or a folder that MLflow saved
     * @param name the name clients will use
     * @param into the folder to write; it must not exist yet
     * @return the folder, and what the model may be asked to begin with
     * @throws ProblemsException where the file cannot be served, or {@code into} exists; nothing is written
     * @throws IOException where a file cannot be read or written; nothing is left behind
     */
    public static Begun init(Path file, ModelName name, Path into) throws IOException {
        if (Files.exists(into)) {
            throw new ProblemsException(new Problem(
                    into.toString(),
                    "is there already",
                    "a folder that does not exist yet",
                    "choose another with --into"));
        }
        Optional<Path> saved = MlflowStarter.folder(file);
        if (saved.isPresent()) {
            return MlflowStarter.init(saved.get(), name, into);
        }
        ModelFormat format = format(file);
        WeightsFacts facts = read(format, file);
        List<Problem> refusals = facts.refusals(file.toString(), fileName(file));
        if (!refusals.isEmpty()) {
            throw new ProblemsException(refusals);
        }
        String weights = weightsName(format, file);
        List<String> beside = List.copyOf(facts.beside(weights));
        for (String data : beside) {
            if (!Files.isRegularFile(file.resolveSibling(data))) {
                throw new ProblemsException(new Problem(
                        file.toString(),
                        "keeps weights in \"" + data + "\", which is not beside it",
                        "",
                        "copy that file there too"));
            }
        }
        Signature signature = facts.signature(plain(name, format, weights));
        List<String> all = new ArrayList<>(List.of(weights));
        all.addAll(beside);
        NewFolder.write(into, folder -> {
            Files.copy(file, folder.resolve(weights));
            for (String data : beside) {
                Path target = folder.resolve(data);
                Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(folder));
                Files.copy(file.resolveSibling(data), target);
            }
            Files.writeString(folder.resolve(ModelSpec.FILE), StarterText.spec(name, format, all, signature, false));
            Files.writeString(folder.resolve("README.md"), StarterText.card(name, weights, facts, signature));
        });
        return new Begun(into, List.of());
    }

    /**
     * The name that a file's own name suggests: {@code Iris RF.onnx} -> {@code iris-rf}.
     *
     * @throws ProblemsException where it suggests none
     */
    public static ModelName defaultName(Path file) {
        return suggestedName(file)
                .orElseThrow(() -> new ProblemsException(
                        new Problem(file.toString(), "suggests no name for the model", "", "give one with --name")));
    }

    /** The name that a file's own name suggests, where it suggests one. */
    static Optional<ModelName> suggestedName(Path file) {
        String stem = fileName(file).replaceAll("\\.[^.]*$", "");
        String word =
                stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String cut = word.substring(0, Math.min(63, word.length())).replaceAll("-+$", "");
        return ModelName.isAllowed(cut) ? Optional.of(new ModelName(cut)) : Optional.empty();
    }

    private static ModelFormat format(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ProblemsException(new Problem(
                    file.toString(),
                    Files.exists(file) ? "is no file" : "there is no such file",
                    "a model file, or a folder that MLflow saved",
                    ""));
        }
        return ModelFormat.ofFile(fileName(file)).orElse(ModelFormat.ONNX);
    }

    private static WeightsFacts read(ModelFormat format, Path file) throws IOException {
        FileSource beside = new Beside(file);
        try {
            return WeightsReading.read(format, beside, fileName(file));
        } catch (FormatException e) {
            throw new ProblemsException(NoSuchModel.problem(format, file.toString(), beside, fileName(file), e));
        }
    }

    /** The files beside the one that is named. */
    private record Beside(Path file) implements FileSource {
        @Override
        public InputStream open(String path) throws IOException {
            return Files.newInputStream(file.resolveSibling(path));
        }

        @Override
        public long size(String path) throws IOException {
            return Files.size(file.resolveSibling(path));
        }
    }

    /** The file keeps its name where that may stand in a package and tells the format. */
    private static String weightsName(ModelFormat format, Path file) {
        String name = fileName(file);
        return FilePath.objection(name).isEmpty() && ModelFormat.ofFile(name).equals(Optional.of(format))
                ? name
                : "model" + format.endings().getFirst();
    }

    private static String fileName(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    }

    /** A spec that says nothing beyond the file. */
    private static ModelSpec plain(ModelName name, ModelFormat format, String weights) {
        Place place = new Place(ModelSpec.FILE, 1, 1);
        return new ModelSpec(
                new Located<>(name, place),
                new Located<>(new WeightsFormat.Known(format), place),
                List.of(new Located<>(weights, place)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                ServingSpec.DEFAULT,
                ReleaseSpec.DEFAULT);
    }
}
