package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.testing.RandomTensors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What the writer writes, the reader reads back bit for bit, whatever the form. Each repetition is its own seed. */
class RoundTripTest {

    private static final int TENSORS = 60;
    private static final Set<Datatype> IN_JSON = EnumSet.complementOf(EnumSet.of(Datatype.BF16));

    @RepeatedTest(value = 20, name = "seed {currentRepetition}")
    void outputsInJsonReadBackAsInputs(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        for (int i = 0; i < TENSORS; i++) {
            Tensor tensor = tensor(random, IN_JSON);
            String written = written(tensor, false);

            assertSame(tensor, read(tensor, asRequest(written, random)));
        }
    }

    @RepeatedTest(value = 20, name = "seed {currentRepetition}")
    void outputsInBinaryReadBackAsInputs(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        for (int i = 0; i < TENSORS; i++) {
            Tensor tensor = tensor(random, EnumSet.allOf(Datatype.class));
            JsonBytes out = new JsonBytes();
            OptionalInt json = ResponseWriter.write(response(tensor, true), out);
            byte[] bytes = bytes(out);
            String head = new String(bytes, 0, json.orElseThrow(), StandardCharsets.UTF_8);
            byte[] request = ("{\"inputs\":" + head.substring(head.indexOf("[{"))).getBytes(StandardCharsets.UTF_8);
            byte[] body = Arrays.copyOf(request, request.length + bytes.length - json.getAsInt());
            System.arraycopy(bytes, json.getAsInt(), body, request.length, bytes.length - json.getAsInt());

            InferRequest read = new RequestReader(signature(tensor))
                    .read(ByteBuffer.wrap(body), OptionalInt.of(request.length), TensorMemory.collected());

            assertSame(tensor, read.inputs().getFirst());
        }
    }

    @RepeatedTest(value = 20, name = "seed {currentRepetition}")
    void whatIsWrittenIsJsonOfTheSameNumbers(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        for (int i = 0; i < TENSORS; i++) {
            Tensor tensor = tensor(random, EnumSet.of(Datatype.FP64, Datatype.UINT64, Datatype.INT64));
            JsonReader output = JsonReader.parse(
                            "answer", written(tensor, false).getBytes(StandardCharsets.UTF_8))
                    .children("outputs")
                    .getFirst();
            ByteBuffer data = ((Tensor.Fixed) tensor).data();

            List<Json> items = output.items("data");
            assertThat(items).hasSize(Math.toIntExact(tensor.shape().elements()));
            for (int at = 0; at < items.size(); at++) {
                long bits = data.getLong(at * Long.BYTES);
                String found = JsonText.write(items.get(at));
                switch (tensor.datatype()) {
                    case INT64 -> assertThat(found).isEqualTo(Long.toString(bits));
                    case UINT64 -> assertThat(found).isEqualTo(Long.toUnsignedString(bits));
                    default -> assertThat(Double.parseDouble(found)).isEqualTo(Double.longBitsToDouble(bits) + 0.0);
                }
            }
        }
    }

    private static Tensor tensor(Random random, Set<Datatype> datatypes) {
        List<Datatype> choice = new ArrayList<>(datatypes);
        Datatype datatype = choice.get(random.nextInt(choice.size()));
        Shape shape = RandomTensors.shape(random, 4);
        return RandomTensors.tensor(random, "x \"quoted\" é", datatype, shape);
    }

    private static Signature signature(Tensor tensor) {
        List<Long> shape = Collections.nCopies(tensor.shape().rank(), -1L);
        TensorSpec spec = new TensorSpec(tensor.name(), tensor.datatype(), shape);
        return new Signature(List.of(spec), List.of(spec));
    }

    private static InferResponse response(Tensor tensor, boolean binary) {
        return new InferResponse("m", "1", Optional.of("id-1"), List.of(tensor), List.of(binary));
    }

    private static String written(Tensor tensor, boolean binary) {
        JsonBytes out = new JsonBytes();
        assertThat(ResponseWriter.write(response(tensor, binary), out)).isEmpty();
        return new String(bytes(out), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JsonBytes out) {
        ByteBuffer view = out.view();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    /** The same tensor as a request: keys in a random order, the data nested or not, with or without spaces. */
    private static String asRequest(String response, Random random) {
        JsonReader output = JsonReader.parse("answer", response.getBytes(StandardCharsets.UTF_8))
                .children("outputs")
                .getFirst();
        int start = response.indexOf(",\"data\":") + 8;
        String data = response.substring(start, response.length() - 3);
        List<Json> shape = output.items("shape");
        List<String> fields = new ArrayList<>(List.of(
                "\"name\":" + JsonText.write(Json.of(output.text("name"))),
                "\"datatype\":\"" + output.text("datatype") + "\"",
                "\"shape\":" + JsonText.write(Json.array(shape)),
                "\"data\":" + (random.nextBoolean() ? nested(data, shape) : data)));
        Collections.shuffle(fields, random);
        String separator = random.nextBoolean() ? "," : " ,\n ";
        return "{\"inputs\":[{" + String.join(separator, fields) + "}]}";
    }

    /** Nests a flat array by rewriting its text, so that no number is touched. */
    private static String nested(String flat, List<Json> shape) {
        List<String> items = split(flat);
        for (int axis = shape.size() - 1; axis >= 1; axis--) {
            int size = Integer.parseInt(JsonText.write(shape.get(axis)));
            if (size == 0 || items.isEmpty()) {
                return flat;
            }
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < items.size(); i += size) {
                rows.add("[" + String.join(",", items.subList(i, i + size)) + "]");
            }
            items = rows;
        }
        return shape.isEmpty() ? flat : "[" + String.join(",", items) + "]";
    }

    private static List<String> split(String flat) {
        List<String> items = new ArrayList<>();
        JsonReader.parse("data", ("{\"data\":" + flat + "}").getBytes(StandardCharsets.UTF_8))
                .items("data")
                .forEach(item -> items.add(item instanceof Json.Numeric ? "" : JsonText.write(item)));
        if (items.stream().allMatch(String::isEmpty)) {
            String inner = flat.substring(1, flat.length() - 1);
            return inner.isEmpty() ? List.of() : List.of(inner.split(","));
        }
        return items;
    }

    private static Tensor read(Tensor tensor, String request) {
        return new RequestReader(signature(tensor))
                .read(
                        ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)),
                        OptionalInt.empty(),
                        TensorMemory.collected())
                .inputs()
                .getFirst();
    }

    private static void assertSame(Tensor expected, Tensor actual) {
        assertThat(actual.name()).isEqualTo(expected.name());
        assertThat(actual.datatype()).isEqualTo(expected.datatype());
        assertThat(actual.shape()).isEqualTo(expected.shape());
        switch (expected) {
            case Tensor.Fixed fixed ->
                assertThat(((Tensor.Fixed) actual).data()).isEqualTo(fixed.data());
            case Tensor.Bytes strings ->
                assertThat(((Tensor.Bytes) actual).elements())
                        .usingRecursiveComparison()
                        .isEqualTo(strings.elements());
        }
    }
}
