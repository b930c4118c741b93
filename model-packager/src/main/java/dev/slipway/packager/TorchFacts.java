package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.torchscript.TorchModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a TorchScript archive says of itself.
 *
 * @param model what was read
 */
public record TorchFacts(TorchModel model) implements WeightsFacts {

    /** PyTorch's floating-point types in ModelPack's words. */
    private static final Map<String, String> FLOATING =
            Map.of("Half", "float16", "BFloat16", "bfloat16", "Float", "float32", "Double", "float64");

    @Override
    public long parameters() {
        return model.parameters();
    }

    @Override
    public Optional<String> precision() {
        List<String> precisions = model.elementTypes().keySet().stream()
                .flatMap(type -> Optional.ofNullable(FLOATING.get(type)).stream())
                .toList();
        return precisions.size() == 1 ? Optional.of(precisions.getFirst()) : Optional.empty();
    }

    @Override
    public List<Problem> refusals(String place, String file) {
        return List.of();
    }

    /** Datatypes and shapes are the author's to say; how many there are, and what they are called, is checked. */
    @Override
    public Signature signature(ModelSpec spec) {
        return TorchSignature.of(spec.weights().get(0).value(), model, spec);
    }

    @Override
    public List<Told> told() {
        return List.of(
                new Told("class", StarterText.safe(model.className())),
                new Told(
                        "forward",
                        "takes " + StarterText.safe(arguments()) + ", gives " + TorchSignature.given(model)));
    }

    private String arguments() {
        return model.forward().arguments().stream()
                .map(argument -> argument.name() + ": " + argument.type())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Json.Fields json() {
        Json.Fields types = Json.object();
        for (Map.Entry<String, Long> type : model.elementTypes().entrySet()) {
            types = types.with(type.getKey(), Json.of(type.getValue()));
        }
        return Json.object()
                .with("class", Json.of(model.className()))
                .with(
                        "arguments",
                        Json.texts(model.forward().arguments().stream()
                                .map(argument -> argument.name())
                                .toList()))
                .with("element_types", types);
    }

    @Override
    public String described() {
        return "is TorchScript, the class `" + StarterText.safe(model.className()) + "`";
    }

    @Override
    public PythonCode python(String file, Signature signature) {
        String names = signature.outputs().stream()
                .map(TensorSpec::name)
                .map(name -> JsonText.write(Json.of(name)))
                .collect(Collectors.joining(", ", "[", "]"));
        return new PythonCode(
                "torch",
                "model = torch.jit.load(" + JsonText.write(Json.of(file)) + ").eval()",
                "answer = model(*[torch.from_numpy(value) for value in inputs.values()])\n"
                        + "answers = answer if isinstance(answer, (tuple, list)) else [answer]\n"
                        + "outputs = dict(zip(" + names + ", [value.detach().numpy() for value in answers]))");
    }
}
