package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.TensorMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code refused/<case>.json} is a request that a model with the inputs {@code x} and {@code n} cannot answer;
 * {@code refused/<case>.txt} is what its client is told. To write a new one: run with {@code -Dgolden=write}, and read
 * what was written as if you were the client.
 */
class RefusedRequestsTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/slipway/functions/v2/refused");

    private static final Signature SIGNATURE = new Signature(
            List.of(
                    new TensorSpec("x", Datatype.FP32, List.of(-1L, 2L)),
                    new TensorSpec("n", Datatype.INT64, List.of(-1L))),
            List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L))));

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theClientIsToldWhatWasFoundAndWhatWasExpected(Path request) throws IOException {
        byte[] body = Files.readAllBytes(request);
        Path golden = FOLDER.resolve(request.getFileName().toString().replace(".json", ".txt"));

        InvalidRequestException refusal = catchThrowableOfType(
                InvalidRequestException.class,
                () -> new RequestReader(SIGNATURE)
                        .read(ByteBuffer.wrap(body), OptionalInt.empty(), TensorMemory.collected()));

        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(400);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, refusal.getMessage() + "\n");
        }
        assertThat(refusal.getMessage() + "\n").isEqualTo(Files.readString(golden));
    }
}
