package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.format.FileSource;
import dev.slipway.packager.format.FormatException;
import dev.slipway.packager.onnx.OnnxModel;
import dev.slipway.packager.text.TokenizerFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An ONNX model of tokens and the tokenizer that makes them of texts.
 *
 * @param onnx the model
 * @param tokenizer what stands before it
 */
public record TextFacts(OnnxFacts onnx, TokenizerFile tokenizer) implements WeightsFacts {

    /** What clients send. */
    private static final TensorSpec TEXT = new TensorSpec("text", Datatype.BYTES, List.of(-1L));

    private static final String MASK = "attention_mask";
    private static final Set<String> TOKENS = Set.of("input_ids", MASK, "token_type_ids");
    private static final Set<Datatype> WHOLE = Set.of(Datatype.INT32, Datatype.INT64);

    /**
     * Reads the tokenizer beside a model that was read.
     *
     * @param file the model's path in the folder
     * @throws FormatException where there is none, or the two do not belong together
     */
    static TextFacts read(OnnxFacts onnx, FileSource files, String file) throws IOException {
        if (!onnx.model().externalFiles().isEmpty()) {
            throw new FormatException("it keeps weights in files of their own; save it with its weights inside");
        }
        try (InputStream in = files.open(beside(file, TokenizerFile.NAME))) {
            TextFacts facts = new TextFacts(onnx, TokenizerFile.read(in));
            facts.onnx.model().inputs().forEach(TextFacts::check);
            facts.checkPadding();
            return facts;
        } catch (NoSuchFileException e) {
            throw new FormatException("there is no " + TokenizerFile.NAME + " beside it; expected the file that a fast"
                    + " Hugging Face tokenizer saves");
        }
    }

    private static void check(OnnxModel.Value input) {
        boolean fits = TOKENS.contains(input.name())
                && input.type() instanceof OnnxModel.Tensor tensor
                && tensor.elementType().datatype().filter(WHOLE::contains).isPresent()
                && tensor.shape().filter(shape -> shape.size() != 2).isEmpty();
        if (!fits) {
            throw new FormatException(
                    "its input \"" + input.name() + "\" is none that a tokenizer gives; expected input_ids,"
                            + " attention_mask and token_type_ids, INT64 or INT32, of texts and tokens");
        }
    }

    /** Texts of one call differ in length. */
    private void checkPadding() {
        boolean masked =
                onnx.model().inputs().stream().anyMatch(input -> input.name().equals(MASK));
        if (!tokenizer.padding() && !masked) {
            throw new FormatException(
                    TokenizerFile.NAME + " does not say how texts of one call are padded, and the model"
                            + " takes no attention_mask; save it after tokenizer.enable_padding(pad_id=..., pad_token=...)");
        }
    }

    private static String beside(String file, String name) {
        return file.substring(0, file.lastIndexOf('/') + 1) + name;
    }

    @Override
    public long parameters() {
        return onnx.parameters();
    }

    @Override
    public Optional<String> precision() {
        return onnx.precision();
    }

    @Override
    public List<Problem> refusals(String place, String file) {
        return List.of();
    }

    /** Texts in; out comes what the graph says, made stricter by what {@code slipway.yaml} says. */
    @Override
    public Signature signature(ModelSpec spec) {
        List<Problem> problems = new ArrayList<>();
        for (Located<TensorSpec> claim : spec.inputs()) {
            if (!claim.value().equals(TEXT)) {
                problems.add(new Problem(
                        claim.place().toString(),
                        "inputs: found \"" + claim.value().name() + "\" "
                                + claim.value().datatype() + " " + claim.value().shape(),
                        "\"text\" BYTES [-1]: clients send texts, the tokenizer makes the model's inputs of them",
                        "leave the inputs out"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new Signature(
                List.of(TEXT), OnnxSignature.outputs(spec.weights().get(0).value(), onnx.model(), spec));
    }

    @Override
    public SortedSet<String> beside(String file) {
        return new TreeSet<>(Set.of(beside(file, TokenizerFile.NAME)));
    }

    @Override
    public List<Told> told() {
        List<Told> told = new ArrayList<>();
        told.add(new Told(
                "tokenizer",
                StarterText.safe(tokenizer.kind()) + ", " + tokenizer.vocabulary() + " tokens, texts cut off after "
                        + tokenizer.longest()));
        told.addAll(onnx.told());
        return told;
    }

    @Override
    public Json.Fields json() {
        return onnx.json()
                .with(
                        "tokenizer",
                        Json.object()
                                .with("kind", Json.of(tokenizer.kind()))
                                .with("vocabulary", Json.of(tokenizer.vocabulary()))
                                .with("longest", Json.of(tokenizer.longest())));
    }

    @Override
    public String described() {
        return onnx.described();
    }

    @Override
    public PythonCode python(String file, Signature signature) {
        PythonCode python = onnx.python(file, signature);
        return new PythonCode(
                python.module() + "\nimport tokenizers",
                python.loads() + "\ntokenizer = tokenizers.Tokenizer.from_file("
                        + JsonText.write(Json.of(beside(file, TokenizerFile.NAME))) + ")",
                """
                tokens = tokenizer.encode_batch([str(text) for text in inputs["text"]])
                arrays = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
                names = [i.name for i in session.get_inputs()]
                model_inputs = {name: np.array([getattr(t, arrays[name]) for t in tokens]) for name in names}
                outputs = dict(zip([o.name for o in session.get_outputs()], session.run(None, model_inputs)))""");
    }
}
