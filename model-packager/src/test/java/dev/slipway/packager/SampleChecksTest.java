package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What people are told of golden samples that do not fit the model: a table of line and messages. */
class SampleChecksTest {

    private static final Signature SIGNATURE = new Signature(
            List.of(
                    new TensorSpec("x", Datatype.FP32, List.of(-1L, 2L)),
                    new TensorSpec("n", Datatype.UINT8, List.of(1L))),
            List.of(
                    new TensorSpec("label", Datatype.BYTES, List.of(-1L)),
                    new TensorSpec("fits", Datatype.BOOL, List.of(-1L))));

    @Test
    void samplesThatFitAreFine() throws IOException {
        assertThat(check("""
                {"request":{"id":"a","inputs":[{"name":"n","shape":[1],"datatype":"UINT8","data":[255]},\
                {"name":"x","shape":[2,2],"datatype":"FP32","data":[[1,2.5],[-1e30,0]]}],"outputs":[{"name":"label"}]},\
                "response":{"model_name":"m","outputs":[{"name":"label","shape":[2],"datatype":"BYTES","data":["a",""]}]}}

                {"request":{"inputs":[{"name":"n","shape":[1],"datatype":"UINT8","data":[0]},\
                {"name":"x","shape":[0,2],"datatype":"FP32","data":[]}]},"tolerance":{"absolute":0},\
                "response":{"outputs":[{"name":"fits","shape":[1],"datatype":"BOOL","data":[true]}]}}
                """)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyMistakeHasItsMessage() throws IOException {
        String table = new String(
                Objects.requireNonNull(SampleChecksTest.class.getResourceAsStream("samples.txt"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        return Stream.of(table.split("\n\n")).map(row -> {
            String[] lines = row.strip().split("\n", 3);
            return DynamicTest.dynamicTest(
                    lines[0].substring(2), () -> assertThat(check(lines[1])).isEqualTo(lines[2]));
        });
    }

    @Test
    void aWrongFileIsNotToldAThousandTimes() throws IOException {
        String told = check("{}\n".repeat(1000));

        assertThat(told.lines()).hasSize(21).last().asString().contains("these are the first 20");
    }

    @Test
    void anEmptyFileHasNoSamples() throws IOException {
        assertThat(check("\n\n")).isEqualTo("samples.jsonl: there is no sample in it; expected one JSON object a line");
    }

    @Test
    void aLineWithoutAnEndIsNotReadToItsEnd() throws IOException {
        assertThat(check(" ".repeat(20_000_000))).contains("samples.jsonl:1: the line is longer than 12582912 bytes");
    }

    private static String check(String samples) throws IOException {
        return SampleChecks.check(
                        "samples.jsonl", new ByteArrayInputStream(samples.getBytes(StandardCharsets.UTF_8)), SIGNATURE)
                .stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }
}
