package dev.slipway.core.spec;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a {@code slipway.yaml}. */
final class ModelSpecReader {

    private static final String TOP = "at the top";
    private static final List<String> KEYS = Key.names(SpecKeys.TOP);

    static final Vocabulary VOCABULARY = vocabulary();

    /** Names in a package that are not an author's to give. */
    private static final Set<String> OWN = Set.of(ModelSpec.FILE, ServingManifest.PATH, "baseline.json");

    /** How the names of pickles and their kin end: Python's, joblib's, PyTorch's checkpoints, Keras', skops'. */
    private static final Pattern RUNS_CODE = Pattern.compile("\\.(pkl|pickle|joblib|pth|ckpt|keras|h5|hdf5|skops)$");

    private final Findings findings;
    private final Map<String, Place> paths = new TreeMap<>();

    private ModelSpecReader(Findings findings) {
        this.findings = findings;
    }

    private static Vocabulary vocabulary() {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        blocks.put(TOP, KEYS);
        blocks.put(SignatureReader.NAME, SignatureReader.KEYS);
        blocks.put(SignatureReader.TENSOR, SignatureReader.TENSOR_KEYS);
        blocks.put(ServingReader.NAME, ServingReader.KEYS);
        blocks.put(ReleaseReader.NAME, ReleaseReader.KEYS);
        StepsReader.KEYS.forEach((kind, keys) -> blocks.put("under " + kind + " in the steps", keys));
        return new Vocabulary(blocks);
    }

    static ModelSpec read(String file, byte[] bytes) {
        Findings findings = new Findings();
        Yaml yaml = YamlParser.parse(file, bytes);
        Optional<ModelSpec> spec =
                new ModelSpecReader(findings).read(Block.of(yaml, "the file", TOP, KEYS, VOCABULARY, findings));
        findings.raise();
        return spec.orElseThrow();
    }

    private Optional<ModelSpec> read(Block top) {
        Optional<Located<ModelName>> model = top.need("model", "model: digits").flatMap(ModelSpecReader::name);
        List<Located<String>> weights =
                top.need("weights", "weights: model.onnx").map(this::weights).orElse(List.of());
        Optional<Located<WeightsFormat>> format = format(top, weights);
        SignatureReader signature = new SignatureReader(VOCABULARY, findings);
        Optional<Block> tensors = top.find("signature").map(signature::block);
        Optional<Located<String>> samples = top.find("samples").flatMap(this::path);
        Optional<Located<String>> baseline = top.find("baseline").flatMap(this::baseline);
        Optional<String> licence = top.find("licence").flatMap(ModelSpecReader::licence);
        List<Located<TensorSpec>> inputs =
                tensors.map(block -> signature.tensors(block, "inputs")).orElse(List.of());
        List<Located<TensorSpec>> outputs =
                tensors.map(block -> signature.tensors(block, "outputs")).orElse(List.of());
        ServingSpec serving = top.find("serving")
                .map(value -> new ServingReader(VOCABULARY).read(value))
                .orElse(ServingSpec.DEFAULT);
        ReleaseSpec release = top.find("release")
                .map(value -> new ReleaseReader(VOCABULARY, findings).read(value))
                .orElse(ReleaseSpec.DEFAULT);
        if (model.isEmpty() || format.isEmpty() || weights.isEmpty()) {
            return Optional.empty(); // and the findings say why
        }
        return Optional.of(new ModelSpec(
                model.get(), format.get(), weights, samples, baseline, licence, inputs, outputs, serving, release));
    }

    private static Optional<Located<ModelName>> name(Value value) {
        String expected = "a lower-case letter, then up to 62 lower-case letters, digits or hyphens";
        return value.text(expected)
                .flatMap(text -> ModelName.isAllowed(text)
                        ? Optional.of(new Located<>(new ModelName(text), value.place()))
                        : value.wrong(expected));
    }

    private List<Located<String>> weights(Value value) {
        List<Located<String>> weights = new ArrayList<>();
        value.oneOrMore("a file, or a list of files").forEach(item -> path(item).ifPresent(weights::add));
        return weights;
    }

    private Optional<Located<String>> path(Value value) {
        Optional<String> text = value.text("a file in the model folder");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String path = text.get();
        Optional<String> objection = FilePath.objection(path);
        if (objection.isPresent()) {
            return value.wrong(objection.get());
        }
        if (OWN.contains(path)) {
            return value.wrong("another file: " + path + " is Slipway's own");
        }
        Place before = paths.putIfAbsent(path, value.place());
        if (before != null) {
            return value.wrong("each file once", "line " + before.line() + " names it already");
        }
        return Optional.of(new Located<>(path, value.place()));
    }

    private Optional<Located<String>> baseline(Value value) {
        return path(value)
                .flatMap(path -> path.value().endsWith(".csv") || path.value().endsWith(".parquet")
                        ? Optional.of(path)
                        : value.wrong("a .csv or .parquet file"));
    }

    private static Optional<String> licence(Value value) {
        String expected = "an SPDX expression such as Apache-2.0 or MIT OR Apache-2.0";
        return value.text(expected)
                .flatMap(text -> LicenceExpression.objection(text)
                        .<Optional<String>>map(objection -> value.wrong(expected, objection))
                        .orElseGet(() -> Optional.of(text)));
    }

    /** The format that is named, or else the one that the first file's name tells. */
    private Optional<Located<WeightsFormat>> format(Block top, List<Located<String>> weights) {
        Map<String, WeightsFormat> words = SpecKeys.FORMATS;
        if (top.has("format")) {
            return top.find("format")
                    .flatMap(value -> value.oneOf(words).map(format -> new Located<>(format, value.place())));
        }
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        Located<String> first = weights.get(0);
        Optional<WeightsFormat> told = WeightsFormat.ofFile(first.value());
        if (told.isPresent()) {
            return told.map(format -> new Located<>(format, first.place()));
        }
        if (RUNS_CODE.matcher(first.value()).find()) {
            findings.add(
                    first.place(),
                    "\"" + first.value() + "\" is called as files are that run code when they are loaded, which are"
                            + " never accepted",
                    "",
                    "export the model to ONNX");
            return Optional.empty();
        }
        findings.add(
                first.place(),
                "the format of \"" + first.value() + "\" cannot be told from its name",
                "",
                "add the key format (" + String.join(" | ", words.keySet()) + ")");
        return Optional.empty();
    }
}
