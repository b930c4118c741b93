package dev.slipway.core.proof;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Whether outputs are as a sample expects. Floating-point numbers are compared within the sample's tolerance; whole
 * numbers, truth values and byte strings are names and counts, so they must be equal.
 */
public final class Comparison {

    private Comparison() {}

    /**
     * The first thing that differs; empty where nothing does. Outputs that the sample does not name are not looked at.
     */
    public static Optional<Mismatch> compare(GoldenSample sample, List<OutputTensor> found) {
        for (OutputTensor expected : sample.outputs()) {
            Optional<OutputTensor> actual = found.stream()
                    .filter(tensor -> tensor.name().equals(expected.name()))
                    .findFirst();
            Optional<Mismatch> mismatch = actual.isPresent()
                    ? compare(sample, expected, actual.get())
                    : Optional.of(Mismatch.of(
                            sample,
                            "output \"" + expected.name() + "\"",
                            "an answer",
                            "only "
                                    + found.stream()
                                            .map(tensor -> "\"" + tensor.name() + "\"")
                                            .toList()));
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> compare(GoldenSample sample, OutputTensor expected, OutputTensor found) {
        String place = "output \"" + expected.name() + "\"";
        if (expected.datatype() != found.datatype()) {
            return Optional.of(
                    Mismatch.of(sample, place, "datatype " + expected.datatype(), String.valueOf(found.datatype())));
        }
        if (!expected.shape().equals(found.shape())) {
            return Optional.of(Mismatch.of(
                    sample, place, "shape " + expected.shape(), found.shape().toString()));
        }
        Tolerance tolerance = isFloating(expected.datatype()) ? sample.tolerance() : Tolerance.EXACT;
        for (int i = 0; i < expected.data().size(); i++) {
            Json wanted = expected.data().get(i);
            Json actual = found.data().get(i);
            if (!near(wanted, actual, tolerance)) {
                return Optional.of(Mismatch.of(
                        sample,
                        place + " at index " + index(i, expected.shape()),
                        JsonText.write(wanted) + within(tolerance),
                        JsonText.write(actual)));
            }
        }
        return Optional.empty();
    }

    private static boolean near(Json expected, Json found, Tolerance tolerance) {
        if (expected instanceof Json.Numeric(BigDecimal wanted) && found instanceof Json.Numeric(BigDecimal actual)) {
            return tolerance.accepts(wanted, actual);
        }
        return expected.equals(found);
    }

    private static boolean isFloating(Datatype datatype) {
        return switch (datatype) {
            case FP16, BF16, FP32, FP64 -> true;
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> false;
        };
    }

    private static String within(Tolerance tolerance) {
        return tolerance.equals(Tolerance.EXACT)
                ? ""
                : " within " + tolerance.absolute() + " + " + tolerance.relative() + " of it";
    }

    /** The element's place in the tensor: {@code [0, 7]}. */
    private static String index(int position, List<Long> shape) {
        StringBuilder text = new StringBuilder();
        long rest = position;
        for (int i = shape.size() - 1; i >= 0; i--) {
            text.insert(0, (i == 0 ? "" : ", ") + (rest % shape.get(i)));
            rest /= shape.get(i);
        }
        return "[" + text + "]";
    }
}
