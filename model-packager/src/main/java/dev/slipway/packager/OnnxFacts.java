package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.FilePath;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.onnx.ElementType;
import dev.slipway.packager.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an ONNX file says of itself.
 *
 * @param model what was read
 */
public record OnnxFacts(OnnxModel model) implements WeightsFacts {

    private static final Set<ElementType> FLOATING =
            Set.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT, ElementType.DOUBLE);

    @Override
    public long parameters() {
        return model.parameters();
    }

    @Override
    public Optional<String> precision() {
        List<ElementType> precisions = model.elementTypes().keySet().stream()
                .filter(FLOATING::contains)
                .toList();
        return precisions.size() == 1
                ? Optional.of(precisions.get(0).name().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    @Override
    public List<Problem> refusals(String place, String file) {
        return List.of();
    }

    @Override
    public Signature signature(ModelSpec spec) {
        return OnnxSignature.of(spec.weights().get(0).value(), model, spec);
    }

    @Override
    public SortedSet<String> beside(String file) {
        SortedSet<String> paths = new TreeSet<>();
        List<Problem> problems = new ArrayList<>();
        for (String location : model.externalFiles()) {
            Optional<String> objection = FilePath.objection(location);
            if (objection.isPresent()) {
                problems.add(new Problem(
                        file,
                        "keeps weights in \"" + location + "\"",
                        objection.get(),
                        "save it with its data beside it"));
            } else {
                paths.add(file.substring(0, file.lastIndexOf('/') + 1) + location);
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return paths;
    }

    @Override
    public List<Told> told() {
        return List.of(
                new Told("written by", model.producer() + ", IR version " + model.irVersion()),
                new Told("operators", String.join(", ", model.operators())));
    }

    @Override
    public Json.Fields json() {
        Json.Fields sets = Json.object();
        for (Map.Entry<String, Long> set : model.operatorSets().entrySet()) {
            sets = sets.with(set.getKey(), Json.of(set.getValue()));
        }
        return Json.object()
                .with("ir_version", Json.of(model.irVersion()))
                .with("producer", Json.of(model.producer()))
                .with("operator_sets", sets)
                .with("operators", Json.texts(List.copyOf(model.operators())));
    }

    @Override
    public String described() {
        return "is ONNX, format version " + model.irVersion() + ", operator sets " + sets()
                + (model.producer().isEmpty() ? "" : ", written by " + StarterText.safe(model.producer()));
    }

    private String sets() {
        return model.operatorSets().entrySet().stream()
                .map(set -> StarterText.safe(set.getKey()) + " " + set.getValue())
                .collect(Collectors.joining(" and "));
    }

    @Override
    public PythonCode python(String file, Signature signature) {
        return new PythonCode(
                "onnxruntime",
                "session = onnxruntime.InferenceSession(" + JsonText.write(Json.of(file)) + ")",
                "outputs = dict(zip([o.name for o in session.get_outputs()], session.run(None, inputs)))");
    }
}
