package dev.slipway.packager;

import ai.djl.Model;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.format.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Packs a model that DJL loaded: its files, where they lie, become the package that a model folder around them would give.
 * {@code docs/formats.md} has an example.
 *
 * <p>Models of ONNX Runtime, PyTorch (TorchScript), XGBoost and LightGBM are packed. A translator is the caller's own Java and
 * stays out: clients send tensors. DJL is the caller's to bring; nothing else in this module needs it.
 *
 * <p>Immutable: each method gives another packager.
 */
public final class ModelPackager {

    private final Loaded model;
    private final SortedMap<String, String> settings;
    private final SortedMap<String, Path> files;

    private ModelPackager(Loaded model, SortedMap<String, String> settings, SortedMap<String, Path> files) {
        this.model = model;
        this.settings = settings;
        this.files = files;
    }

    /**
     * What a model of DJL's tells of itself.
     *
     * @param engine its engine, by DJL's name
     * @param name its name
     * @param path where it lies, where it lies anywhere
     */
    record Loaded(String engine, String name, Optional<Path> path) {}

    /** Packs this model, which stays open. */
    public static ModelPackager of(Model model) {
        return of(new Loaded(
                model.getNDManager().getEngine().getEngineName(),
                model.getName(),
                Optional.ofNullable(model.getModelPath())));
    }

    static ModelPackager of(Loaded model) {
        return new ModelPackager(model, new TreeMap<>(), new TreeMap<>());
    }

    /** Under this name, which clients use; without it, the model's own. */
    public ModelPackager named(ModelName name) {
        return with("model", name.value());
    }

    /** From this file of the model's folder, where its name does not tell which it is. */
    public ModelPackager weights(String file) {
        return with("weights", file);
    }

    /** With golden samples, as {@code samples.jsonl} has them. */
    public ModelPackager samples(Path file) {
        return with("samples", "samples.jsonl").holding("samples.jsonl", file);
    }

    /** With the statistics of training features, from a {@code .csv} or {@code .parquet} file. */
    public ModelPackager baseline(Path file) {
        String name = file.toString().endsWith(".parquet") ? "baseline.parquet" : "baseline.csv";
        return with("baseline", name).holding(name, file);
    }

    /** With a model card, in Markdown. */
    public ModelPackager card(Path file) {
        return holding("README.md", file);
    }

    /** Under this licence, an SPDX expression. */
    public ModelPackager licence(String expression) {
        return with("licence", quoted(expression));
    }

    /** With this signature: what the file cannot say (TorchScript), or what should be stricter than the file. */
    public ModelPackager signature(Signature signature) {
        return with(
                "signature",
                "{inputs: " + tensors(signature.inputs()) + ", outputs: " + tensors(signature.outputs()) + "}");
    }

    /** With another key of {@code slipway.yaml}, written as it is there: {@code setting("serving", "{memory: 512}")}. */
    public ModelPackager setting(String key, String yaml) {
        return with(key, yaml);
    }

    /**
     * Reads the model's files: enough to know the digest, and nothing is written.
     *
     * @throws ProblemsException with all that stands in the way
     * @throws IOException where a file cannot be read
     */
    public ModelPackage read() throws IOException {
        DjlFiles found =
                DjlFiles.find(model.engine(), model.name(), model.path(), Optional.ofNullable(settings.get("weights")));
        SortedMap<String, Path> all = new TreeMap<>(files);
        List<String> weights = new ArrayList<>();
        String first = String.valueOf(found.file().getFileName());
        weights.add(first);
        weights.addAll(WeightsReading.inspect(
                        found.format(),
                        new Beside(found.folder()),
                        new Located<>(first, new Place(found.folder().toString(), 1, 1)))
                .beside(first));
        weights.forEach(file -> all.put(file, found.folder().resolve(file)));
        SortedMap<String, String> said = new TreeMap<>(settings);
        said.put("format", found.format().key());
        said.put("weights", weights.stream().map(ModelPackager::quoted).collect(Collectors.joining(", ", "[", "]")));
        if (!said.containsKey("model")) {
            said.put("model", ownName().value());
        }
        return new FolderReading(new MadeFolder(text(said), all)).read();
    }

    /**
     * Reads the model's files and puts the package into a store.
     *
     * @throws ProblemsException with all that stands in the way
     * @throws IOException where a file cannot be read
     */
    public ModelPackage addTo(ModelStore store) throws IOException {
        ModelPackage read = read();
        new Packager(store).add(read);
        return read;
    }

    private ModelName ownName() {
        return ModelFolders.suggestedName(Path.of(model.name()))
                .orElseThrow(() -> new ProblemsException(new Problem(
                        "the DJL model \"" + model.name() + "\"",
                        "suggests no name for clients",
                        "",
                        "give one with named(...)")));
    }

    private ModelPackager with(String key, String yaml) {
        SortedMap<String, String> more = new TreeMap<>(settings);
        more.put(key, yaml);
        return new ModelPackager(model, more, files);
    }

    private ModelPackager holding(String path, Path file) {
        SortedMap<String, Path> more = new TreeMap<>(files);
        more.put(path, file);
        return new ModelPackager(model, settings, more);
    }

    /** The text of {@code slipway.yaml}. What the caller wrote is checked as if it stood in a file. */
    private static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
                .collect(Collectors.joining("", "# Made of a model that DJL loaded.\n", ""));
    }

    private static String tensors(List<TensorSpec> tensors) {
        return tensors.stream()
                .map(tensor -> "{name: " + quoted(tensor.name()) + ", datatype: " + tensor.datatype() + ", shape: "
                        + tensor.shape() + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** A text in double quotes, which YAML reads as JSON does. */
    private static String quoted(String text) {
        return JsonText.write(Json.of(text));
    }

    /** The files of the model's folder. */
    private record Beside(Path folder) implements FileSource {
        @Override
        public InputStream open(String path) throws IOException {
            return Files.newInputStream(folder.resolve(path));
        }

        @Override
        public long size(String path) throws IOException {
            return Files.size(folder.resolve(path));
        }
    }
}
