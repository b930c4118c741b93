package dev.slipway.packager.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.ProblemsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {

    private static final Signature ONE_OF_EACH = signature(
            new TensorSpec("ratio", Datatype.FP64, List.of(-1L, 1L)),
            new TensorSpec("weight", Datatype.FP32, List.of(-1L, 1L)),
            new TensorSpec("year", Datatype.INT64, List.of(-1L, 1L)),
            new TensorSpec("size", Datatype.INT32, List.of(-1L, 1L)),
            new TensorSpec("colour", Datatype.BYTES, List.of(-1L, 1L)),
            new TensorSpec("member", Datatype.BOOL, List.of(-1L, 1L)));

    private static final Signature VECTOR = signature(new TensorSpec("x", Datatype.FP32, List.of(-1L, 2L)));

    @TempDir
    Path temporary;

    private static Signature signature(TensorSpec... inputs) {
        return new Signature(List.of(inputs), List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L))));
    }

    /** A file of the test's resources, or one that was written. */
    private record OfFile(Path file) implements Baseline.Source {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public FileChannel channel() throws IOException {
            return FileChannel.open(file);
        }
    }

    private static Baseline resource(String name) throws IOException {
        Path file = Path.of(Objects.requireNonNull(BaselineTest.class.getResource("features.csv"))
                        .getPath())
                .resolveSibling(name);
        return Baseline.read(name, new OfFile(file), ONE_OF_EACH);
    }

    private Baseline csv(String text, Signature signature) throws IOException {
        Path file = Files.writeString(temporary.resolve("baseline.csv"), text);
        return Baseline.read("baseline.csv", new OfFile(file), signature);
    }

    private void refused(String text, String... messages) {
        assertThatThrownBy(() -> csv(text, VECTOR))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(String.join("\n", messages));
    }

    private static JsonReader feature(Baseline baseline, int at) {
        return JsonReader.parse("baseline", baseline.bytes())
                .children("features")
                .get(at);
    }

    @Test
    void aFileOfDigitsIsCountedValueByValue() throws IOException {
        Baseline baseline = csv("a,b\n0,1.5\n16,\n0,-0.0\n", VECTOR);

        assertThat(new String(baseline.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"features\":[{\"count\":3,\"counts\":[2,1],\"deviation\":7.542472332656507,"
                        + "\"infinite\":0,\"input\":\"x\",\"kind\":\"number\",\"max\":16.0,\"mean\":5.333333333333334,"
                        + "\"min\":0.0,\"missing\":0,\"name\":\"a\",\"position\":0,\"values\":[0.0,16.0]},"
                        + "{\"count\":2,\"counts\":[1,1],\"deviation\":0.75,\"infinite\":0,\"input\":\"x\","
                        + "\"kind\":\"number\",\"max\":1.5,\"mean\":0.75,\"min\":0.0,\"missing\":1,\"name\":\"b\","
                        + "\"position\":1,\"values\":[0.0,1.5]}],\"rows\":3,\"schema_version\":1,"
                        + "\"source\":\"baseline.csv\",\"source_digest\":\""
                        + Digest.of("a,b\n0,1.5\n16,\n0,-0.0\n".getBytes(StandardCharsets.UTF_8)) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "zstd", "gzip"})
    void parquetSaysTheSameAsCsvHoweverItIsCompressed(String compression) throws IOException {
        String csv = new String(resource("features.csv").bytes(), StandardCharsets.UTF_8);
        String parquet =
                new String(resource("features-" + compression + ".parquet").bytes(), StandardCharsets.UTF_8);

        assertThat(parquet.replaceAll("\"source.*", "")).isEqualTo(csv.replaceAll("\"source.*", ""));
    }

    @Test
    void manyNumbersAreKeptAsQuantilesAndNamesAsCounts() throws IOException {
        Baseline baseline = resource("features.csv");

        assertThat(baseline.rows()).isEqualTo(3000);
        JsonReader ratio = feature(baseline, 0);
        assertThat(ratio.whole("missing")).isEqualTo(429);
        assertThat(ratio.numbers("quantiles")).hasSize(129).isSorted();
        assertThat(ratio.number("rank_error")).isBetween(0.0001, 0.002);
        assertThat(feature(baseline, 2).numbers("values")).hasSize(30);
        JsonReader colour = feature(baseline, 4);
        assertThat(colour.text("kind")).isEqualTo("category");
        assertThat(colour.texts("values")).containsExactly("blue", "green", "red");
        assertThat(colour.numbers("counts")).containsExactly(990.0, 990.0, 990.0);
        assertThat(colour.whole("missing")).isEqualTo(30);
    }

    @Test
    void whatIsKeptOfMillionsOfRowsIsSmall() throws IOException {
        Signature one = signature(new TensorSpec("a", Datatype.FP32, List.of(-1L, 1L)));
        Rows rows = new Rows(2_000_000);
        Baseline.Source source = new Baseline.Source() {
            @Override
            public InputStream open() {
                return rows;
            }

            @Override
            public FileChannel channel() {
                throw new IllegalStateException("not asked for");
            }
        };
        Baseline baseline = Baseline.read("baseline.csv", source, one);

        assertThat(baseline.rows()).isEqualTo(2_000_000);
        assertThat(baseline.bytes()).hasSizeLessThan(1000);
    }

    /** {@code a}, then ones, a line each. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // fast enough for a test
    private static final class Rows extends InputStream {
        private final long size;
        private long position;

        Rows(long rows) {
            size = 2 * rows + 2;
        }

        @Override
        public int read() {
            if (position == size) {
                return -1;
            }
            long at = position++;
            return at == 0 ? 'a' : at % 2 == 1 ? '\n' : '1';
        }
    }

    @Test
    void whatIsNoBaselineIsToldWithItsLine() {
        refused(
                "1,2\n3,4\n",
                "baseline.csv:1: found no names of columns; expected a first line with a name for each column");
        refused("", "baseline.csv:1: found no names of columns; expected a first line with a name for each column");
        refused("a,b\n", "baseline.csv: there is no row in it; expected a line a row after the names");
        refused(
                "a,b\n1,x\n2\n0x10,1d\n",
                "baseline.csv:2: column \"b\": found \"x\"; expected a number, or nothing where it is missing",
                "baseline.csv:3: found 1 fields; expected 2, as in the first line",
                "baseline.csv:4: column \"a\": found \"0x10\"; expected a number, or nothing where it is missing",
                "baseline.csv:4: column \"b\": found \"1d\"; expected a number, or nothing where it is missing");
    }

    @Test
    void missingAndInfiniteNumbersAreCountedApart() throws IOException {
        JsonReader feature = feature(csv("a,b\nNA,1\nnan,1\n,1\ninf,1\n-inf,1\n1e400,1\n2,1\n", VECTOR), 0);

        assertThat(feature.whole("missing")).isEqualTo(3);
        assertThat(feature.whole("infinite")).isEqualTo(3);
        assertThat(feature.whole("count")).isEqualTo(1);
    }

    @Test
    void textsThatAreNoCategoriesAreCountedAndNotKept() throws IOException {
        Signature names = signature(new TensorSpec("name", Datatype.BYTES, List.of(-1L, 1L)));
        StringBuilder text = new StringBuilder("name\n");
        for (int i = 0; i < 1500; i++) {
            text.append("name-").append(i).append('\n');
        }
        text.append("\"what a person, who has time, wrote about a thing, at length and in detail\"\n");
        JsonReader feature = feature(csv(text.toString(), names), 0);

        assertThat(feature.texts("values")).hasSize(1000);
        assertThat(feature.whole("others")).isEqualTo(501);
    }

    @Test
    void bytesThatAreNoParquetAreRefused() throws IOException {
        Path file = Files.writeString(
                temporary.resolve("baseline.parquet"), "PAR1 is what it begins with, and then nothing");
        assertThatThrownBy(() -> Baseline.read("baseline.parquet", new OfFile(file), VECTOR))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("baseline.parquet: cannot be read as Parquet");
    }

    @Test
    void aSourceIsReadOnceFromItsStart() throws IOException {
        Baseline.Source source = new Baseline.Source() {
            private boolean opened;

            @Override
            public InputStream open() {
                assertThat(opened).isFalse();
                opened = true;
                return new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public FileChannel channel() {
                throw new IllegalStateException("not asked for");
            }
        };
        assertThat(Baseline.read("baseline.csv", source, VECTOR).rows()).isEqualTo(1);
    }
}
