package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are taken at once mean what the JDK says they do, wherever they stand and whatever stands between. */
class NumbersParserTest {

    private static final String[] BETWEEN = {",", ", ", " ,", ",\n  ", " , \n", ",\t", ",\r\n"};

    @RepeatedTest(value = 20, name = "seed {currentRepetition}")
    void realNumbersAreTheNearest(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            written.add(real(random));
        }
        ByteBuffer singles = read(Datatype.FP32, join(written, random), written.size());
        ByteBuffer doubles = read(Datatype.FP64, join(written, random), written.size());
        for (int i = 0; i < written.size(); i++) {
            String text = written.get(i);
            assertThat(singles.getFloat(i * Float.BYTES)).as(text).isEqualTo(Float.parseFloat(text) + zero(text));
            assertThat(doubles.getDouble(i * Double.BYTES)).as(text).isEqualTo(Double.parseDouble(text) + zero(text));
        }
    }

    @RepeatedTest(value = 20, name = "seed {currentRepetition}")
    void wholeNumbersAreExact(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            written.add(Long.toString(random.nextLong() >> random.nextInt(64)) + (i % 7 == 3 ? ".0" : ""));
        }
        ByteBuffer read = read(Datatype.INT64, join(written, random), written.size());
        for (int i = 0; i < written.size(); i++) {
            assertThat(read.getLong(i * Long.BYTES)).isEqualTo(new BigDecimal(written.get(i)).longValueExact());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,01",
                "1,-",
                "1,1.",
                "1,.5",
                "1,1a",
                "1,1-",
                "1,--1",
                "1,+1",
                "1,,2",
                "1,2,",
                "1, 2 3",
                "1,\n2,\n03",
                "1, 2,\n\n 4 5",
                "1,1.5.5",
                "1,1.e5",
                "1,-01",
                "1,2}"
            })
    void whatIsNoNumberIsToldWhereItStands(String data) {
        String request = request(Datatype.FP32, data + "]", 9);

        assertThatThrownBy(() -> read(Datatype.FP32, request))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("the request is not JSON: " + place(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UINT8:0,255,256", "INT8:0,-128,-129", "INT32:1,2,2147483648", "UINT64:0,1,-1", "INT64:1,2,1.5"})
    void whatDoesNotFitIsToldWhereItStands(String line) {
        Datatype datatype = Datatype.valueOf(line.substring(0, line.indexOf(':')));
        String request = request(datatype, line.substring(line.indexOf(':') + 1) + "]", 3);

        assertThatThrownBy(() -> read(datatype, request))
                .hasMessageStartingWith("input \"x\" has ")
                .hasMessageContaining(" at [2]; expected ");
    }

    /** An integer's zero has no sign, in JSON as in Java. */
    private static float zero(String text) {
        return text.equals("-0") ? 0 : -0.0f;
    }

    private static String real(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Integer.toString(random.nextInt(256));
            case 1 -> random.nextInt(17) + ".0";
            case 2 -> Float.toString(Float.intBitsToFloat(random.nextInt() & 0xBF7F_FFFF));
            case 3 -> Double.toString(random.nextGaussian());
            case 4 -> Long.toString(random.nextLong());
            case 5 ->
                BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(30))
                        .toPlainString();
            case 6 -> random.nextBoolean() ? "-0" : "-0.0";
            default -> random.nextInt(100) + "e" + (random.nextInt(20) - 10);
        };
    }

    private static String join(List<String> written, Random random) {
        StringBuilder data = new StringBuilder(written.getFirst());
        for (String each : written.subList(1, written.size())) {
            data.append(BETWEEN[random.nextInt(random.nextInt(BETWEEN.length) + 1)])
                    .append(each);
        }
        return data.append(random.nextBoolean() ? "]" : "\n ]").toString();
    }

    private static String request(Datatype datatype, String data, int count) {
        return "{\"inputs\":[{\"name\":\"x\",\n\"shape\":[" + count + "],\"datatype\":\"" + datatype + "\",\"data\":["
                + data + "}]}";
    }

    private static ByteBuffer read(Datatype datatype, String data, int count) {
        return read(datatype, request(datatype, data, count));
    }

    private static ByteBuffer read(Datatype datatype, String request) {
        TensorSpec spec = new TensorSpec("x", datatype, List.of(-1L));
        Tensor tensor = new RequestReader(new Signature(List.of(spec), List.of(spec)))
                .read(
                        ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)),
                        OptionalInt.empty(),
                        TensorMemory.collected())
                .inputs()
                .getFirst();
        return ((Tensor.Fixed) tensor).data();
    }

    /** Where the library alone finds the fault. */
    private static String place(String request) {
        try (JsonParser parser = new JsonFactory().createParser(request.getBytes(StandardCharsets.UTF_8))) {
            while (parser.nextToken() != null) {
                parser.getText();
            }
            throw new AssertionError("it is JSON: " + request);
        } catch (JsonProcessingException e) {
            return "line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
