package dev.slipway.functions.v2;

import dev.slipway.core.model.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Tensor specifications in words: {@code "x" FP32 [-1,64]}. */
final class Specs {

    private Specs() {}

    static String list(List<TensorSpec> specs) {
        return specs.stream().map(Specs::of).collect(Collectors.joining(", "));
    }

    static String of(TensorSpec spec) {
        return "\"" + spec.name() + "\" " + spec.datatype() + " " + shape(spec);
    }

    static String shape(TensorSpec spec) {
        return spec.shape().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
