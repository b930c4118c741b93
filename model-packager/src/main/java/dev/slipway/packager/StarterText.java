package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts of a new model folder. */
final class StarterText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");

    private StarterText() {}

    /**
     * The text of a {@code slipway.yaml}.
     *
     * @param said whether the signature must be written, since the file alone does not say it
     */
    static String spec(ModelName name, ModelFormat format, List<String> weights, Signature signature, boolean said) {
        return """
            # What this model is, and how it is released. Every key is checked: a wrong one is told with its line.

            model: %s
            format: %s
            weights: %s

            # Golden samples: requests whose answers you know, one JSON object a line:
            #   {"request": {"inputs": [...]}, "response": {"outputs": [...]}, "tolerance": {"absolute": 1e-5, "relative": 1e-4}}
            # No version gets traffic before it answered them, so add some soon. README.md shows how.
            # In samples-to-confirm.jsonl the model itself answers requests that were made up: put real cases there, look
            # whether the answers are right, and call the file samples.jsonl.
            # samples: samples.jsonl

            # Training features, one column a feature, so that drift can be seen later (.csv or .parquet).
            # baseline: baseline.csv

            # The licence, as an SPDX expression.
            # licence: Apache-2.0

            %s

            serving:
              memory: 1024          # MB, 128 to 10240; processor time grows with it
              architecture: arm64   # arm64 | x86_64
              timeout: 10s          # of one prediction, 1s to 30s
              snapstart: auto       # auto | on | off
              capture: metadata     # what is kept of a prediction: none | metadata

            release:
              plan: canary          # all-at-once | blue-green | canary | linear | careful, or steps: [...]
            """.formatted(
                        name,
                        format.key(),
                        weights.size() == 1 ? word(weights.get(0)) : list(weights),
                        said ? said(signature) : read(signature));
    }

    private static String read(Signature signature) {
        return """
            # The signature is read from the file:
            %s
            # Say it again only to be stricter than the file:
            # signature:
            #   inputs:
            #     - %s""".formatted(comments(signature), tensor(signature.inputs().get(0)));
    }

    private static String said(Signature signature) {
        return """
            # What the file does not say, or says less strictly.
            signature:
              inputs:
            %s
              outputs:
            %s""".formatted(items(signature.inputs()), items(signature.outputs()));
    }

    private static String items(List<TensorSpec> tensors) {
        return tensors.stream().map(tensor -> "    - " + tensor(tensor)).collect(Collectors.joining("\n"));
    }

    private static String tensor(TensorSpec tensor) {
        return "{name: " + word(tensor.name()) + ", datatype: " + tensor.datatype() + ", shape: " + tensor.shape()
                + "}";
    }

    private static String comments(Signature signature) {
        return comments("input ", signature.inputs()) + "\n" + comments("output", signature.outputs());
    }

    private static String comments(String side, List<TensorSpec> tensors) {
        return tensors.stream()
                .map(tensor ->
                        "#   " + side + " " + safe(tensor.name()) + " " + tensor.datatype() + " " + tensor.shape())
                .collect(Collectors.joining("\n"));
    }

    static String card(ModelName name, String file, WeightsFacts weights, Signature signature) {
        WeightsFacts.PythonCode python = weights.python(file, signature);
        return """
            # %s

            What the model is for, and what it is not for.

            | tensor | datatype | shape |
            |---|---|---|
            %s
            %s

            -1 stands for any size. The file `%s` %s; %s weights.

            ## Data and training

            What it was trained on, and how.

            ## Quality

            How good it is, measured on what.

            ## Golden samples

            A golden sample is a request whose answer is known. Write one JSON object a line into `samples.jsonl` and
            name that file in `slipway.yaml`. To begin with, ask the model itself and look whether the answers are right:

            ```python
            import json
            import numpy as np
            import %s

            %s
            inputs = {  # fill in a real case
            %s
            }
            %s


            def tensor(name, array, datatype):
                return {"name": name, "shape": list(array.shape), "datatype": datatype, "data": array.ravel().tolist()}


            print(json.dumps({
                "request": {"inputs": [
            %s
                ]},
                "response": {"outputs": [
            %s
                ]},
                "tolerance": {"absolute": 1e-5, "relative": 1e-4},
            }))
            ```
            """.formatted(
                        name,
                        rows("in", signature.inputs()),
                        rows("out", signature.outputs()),
                        safe(file),
                        weights.described(),
                        weights.parameters(),
                        python.module(),
                        python.loads(),
                        lines("    ", signature.inputs(), StarterText::example),
                        python.asks(),
                        lines("        ", signature.inputs(), tensor -> wire("inputs", tensor)),
                        lines("        ", signature.outputs(), tensor -> wire("outputs", tensor)));
    }

    private static String rows(String side, List<TensorSpec> tensors) {
        return tensors.stream()
                .map(tensor -> "| " + side + ": `" + safe(tensor.name()).replace("|", "\\|") + "` | "
                        + tensor.datatype() + " | `" + tensor.shape() + "` |")
                .collect(Collectors.joining("\n"));
    }

    private static String lines(String indent, List<TensorSpec> tensors, Function<TensorSpec, String> line) {
        return tensors.stream().map(tensor -> indent + line.apply(tensor) + ",").collect(Collectors.joining("\n"));
    }

    /** An input of the right shape and datatype, to be filled with a real case. */
    private static String example(TensorSpec tensor) {
        String shape = tensor.shape().stream()
                .map(size -> Long.toString(size < 0 ? 1 : size))
                .collect(Collectors.joining(", ", "[", "]"));
        String array = switch (tensor.datatype()) {
            case BYTES -> "np.full(" + shape + ", \"a real value\", dtype=object)";
            case BOOL -> "np.zeros(" + shape + ", dtype=np.bool_)";
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                "np.zeros(" + shape + ", dtype=np." + tensor.datatype().name().toLowerCase(Locale.ROOT) + ")";
            case FP16, BF16 -> "np.zeros(" + shape + ", dtype=np.float16)";
            case FP32 -> "np.zeros(" + shape + ", dtype=np.float32)";
            case FP64 -> "np.zeros(" + shape + ", dtype=np.float64)";
        };
        return quoted(tensor.name()) + ": " + array;
    }

    private static String wire(String side, TensorSpec tensor) {
        String name = quoted(tensor.name());
        return "tensor(" + name + ", " + side + "[" + name + "], \"" + tensor.datatype() + "\")";
    }

    private static String list(List<String> words) {
        return words.stream().map(StarterText::word).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A word as YAML reads it back. */
    private static String word(String text) {
        return PLAIN.matcher(text).matches()
                        && !List.of("true", "false", "null").contains(text)
                ? text
                : quoted(text);
    }

    /** A text in double quotes, for YAML and Python alike. */
    private static String quoted(String text) {
        return JsonText.write(Json.of(text));
    }

    /** A text that cannot leave its line. */
    static String safe(String text) {
        return text.replaceAll("\\p{Cntrl}|`", "?");
    }
}
