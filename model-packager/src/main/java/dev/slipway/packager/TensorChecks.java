package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the tensors of a V2 request or response fit a signature. */
final class TensorChecks {

    private static final int LONGEST = 80;

    private final String place;
    private final List<Problem> problems;

    /** Adds what it finds to {@code problems}, told at {@code place}. */
    TensorChecks(String place, List<Problem> problems) {
        this.place = place;
        this.problems = problems;
    }

    /**
     * Checks one side.
     *
     * @param path what messages call the list
     * @param tensors the list, where there is one
     * @param all whether every tensor of the signature must be there
     */
    void side(String path, Optional<Json> tensors, List<TensorSpec> signature, boolean all) {
        if (!(tensors.orElseGet(Json.Null::new) instanceof Json.Array(List<Json> items)) || items.isEmpty()) {
            add(path + " is missing or empty", "at least one tensor");
            return;
        }
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String at = path + "[" + i + "]";
            if (!(items.get(i) instanceof Json.Fields tensor)
                    || !(tensor.find("name").orElseGet(Json.Null::new) instanceof Json.Text(String name))) {
                add(at + ": found " + brief(items.get(i)), "a tensor with a name");
                continue;
            }
            if (seen.contains(name)) {
                add(at + ": the tensor \"" + name + "\" is there twice", "");
            }
            seen.add(name);
            signature.stream()
                    .filter(spec -> spec.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            spec -> tensor(at, tensor, spec),
                            () -> add(at + ": found the tensor \"" + name + "\"", "one of " + names(signature)));
        }
        List<String> missing = signature.stream()
                .map(TensorSpec::name)
                .filter(name -> !seen.contains(name))
                .toList();
        if (all && !missing.isEmpty()) {
            add(path + ": there is no tensor \"" + String.join("\", \"", missing) + "\"", "all of " + names(signature));
        }
    }

    private static String names(List<TensorSpec> signature) {
        return signature.stream().map(TensorSpec::name).collect(Collectors.joining(", "));
    }

    private void tensor(String at, Json.Fields tensor, TensorSpec spec) {
        String what = at + " \"" + spec.name() + "\"";
        Json datatype = tensor.find("datatype").orElseGet(Json.Null::new);
        if (!datatype.equals(Json.of(spec.datatype().name()))) {
            add(what + ".datatype: found " + brief(datatype), spec.datatype().name());
            return;
        }
        Optional<List<Long>> shape = shape(tensor.find("shape"));
        if (shape.isEmpty() || !spec.accepts(shape.get())) {
            add(
                    what + ".shape: found " + brief(tensor.find("shape").orElseGet(Json.Null::new)),
                    spec.shape() + (spec.shape().contains(-1L) ? ", any size where it says -1" : ""));
            return;
        }
        if (!(tensor.find("data").orElseGet(Json.Null::new) instanceof Json.Array data)) {
            add(
                    what + ".data is missing or no list",
                    "the elements as a JSON list; golden samples carry no binary data");
            return;
        }
        List<Json> flat = new ArrayList<>();
        flatten(data, flat);
        BigInteger wanted = shape.get().stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        if (!wanted.equals(BigInteger.valueOf(flat.size()))) {
            add(what + ".data: found " + flat.size() + " elements", wanted + ", as the shape " + shape.get() + " says");
            return;
        }
        for (int i = 0; i < flat.size(); i++) {
            if (!fits(flat.get(i), spec.datatype())) {
                add(what + ".data: found " + brief(flat.get(i)) + " at position " + i, expected(spec.datatype()));
                return;
            }
        }
    }

    private static Optional<List<Long>> shape(Optional<Json> value) {
        if (!(value.orElseGet(Json.Null::new) instanceof Json.Array(List<Json> items))) {
            return Optional.empty();
        }
        List<Long> shape = new ArrayList<>();
        for (Json item : items) {
            if (!(item instanceof Json.Numeric(BigDecimal size))
                    || size.signum() < 0
                    || size.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                    || !isWhole(size)) {
                return Optional.empty();
            }
            shape.add(size.longValueExact());
        }
        return Optional.of(shape);
    }

    /** Nested lists mean the same as a flat one. */
    private static void flatten(Json.Array array, List<Json> flat) {
        for (Json item : array.items()) {
            if (item instanceof Json.Array inner) {
                flatten(inner, flat);
            } else {
                flat.add(item);
            }
        }
    }

    private static boolean fits(Json element, Datatype datatype) {
        return switch (datatype) {
            case BOOL -> element instanceof Json.Bool;
            case BYTES -> element instanceof Json.Text;
            case FP16, FP32, FP64 -> element instanceof Json.Numeric;
            case UINT8, UINT16, UINT32, UINT64 -> isInteger(element, 0, 8 * datatype.width());
            case INT8, INT16, INT32, INT64 -> isInteger(element, 1, 8 * datatype.width() - 1);
            case BF16 -> false;
        };
    }

    private static String expected(Datatype datatype) {
        return switch (datatype) {
            case BOOL -> "true or false";
            case BYTES -> "a string";
            case FP16, FP32, FP64 -> "a number";
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                "a whole number in the range of " + datatype;
            case BF16 -> "no golden samples: the protocol has no JSON form of BF16";
        };
    }

    private static boolean isInteger(Json element, int signs, int bits) {
        if (!(element instanceof Json.Numeric(BigDecimal number)) || number.precision() - number.scale() > 30) {
            return false;
        }
        BigInteger limit = BigInteger.ONE.shiftLeft(bits);
        BigInteger least = signs == 0 ? BigInteger.ZERO : limit.negate();
        return isWhole(number)
                && number.compareTo(new BigDecimal(limit)) < 0
                && number.compareTo(new BigDecimal(least)) >= 0;
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    /** A value in a few words. */
    static String brief(Json value) {
        if (value instanceof Json.Null) {
            return "nothing";
        }
        String text = value instanceof Json.Numeric(BigDecimal number) ? number.toString() : JsonText.write(value);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    private void add(String found, String expected) {
        problems.add(new Problem(place, found, expected, ""));
    }
}
