package dev.slipway.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static Optional<HttpAnswer> read(String payload) {
        return AnswerReader.read(payload.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void statusHeadersAndTextAreTaken() {
        HttpAnswer answer = read("{\"isBase64Encoded\":false,\"statusCode\":404,\"cookies\":[\"a\"],"
                        + "\"headers\":{\"Content-Type\":\"application/json\",\"X\":5,\"Y\":null},\"body\":\"{\\\"ü\\\":1}\"}")
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("X", "5")
                .doesNotContainKey("Y");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"ü\":1}");
    }

    @Test
    void base64IsDecodedWhereverItIsAnnounced() {
        assertThat(read("{\"statusCode\":200,\"body\":\"AP8=\",\"isBase64Encoded\":true}")
                        .orElseThrow()
                        .body())
                .containsExactly(0, 255);
    }

    @Test
    void jsonWithoutAStatusIsTheBodyOfA200() {
        HttpAnswer answer = read("{\"message\":\"hi\"}").orElseThrow();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"message\":\"hi\"}");
    }

    @Test
    void aHeaderCannotBreakOutOfItsLine() {
        assertThat(read("{\"statusCode\":200,\"headers\":{\"A\":\"x\\r\\nSet-Cookie: y\"}}")
                        .orElseThrow()
                        .headers())
                .containsEntry("A", "x  Set-Cookie: y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"text\"",
                "{\"statusCode\":200",
                "{\"statusCode\":99}",
                "{\"statusCode\":\"many\"}",
                "{\"statusCode\":200,\"body\":\"not base64!\",\"isBase64Encoded\":true}"
            })
    void whatApiGatewayWouldNotTakeIsNoAnswer(String payload) {
        assertThat(read(payload)).isEmpty();
    }
}
