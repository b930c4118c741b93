package dev.slipway.packager.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.packager.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerFileTest {

    @Test
    void theExamplesTokenizerSaysWhatItIs() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("../examples/sections/v1/tokenizer.json"))) {
            assertThat(TokenizerFile.read(in)).isEqualTo(new TokenizerFile("BPE", 6000, 128, true));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"truncation\":{\"max_length\":8},\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",-1],[\"b\",-2]]}}|Unigram|2|false",
                "{\"model\":{\"vocab\":{\"a\":0}},\"padding\":{\"pad_id\":0},\"truncation\":{\"stride\":0,\"max_length\":8}}|a tokenizer|1|true",
                "{\"added_tokens\":[{},{}],\"truncation\":{\"max_length\":8},\"model\":{\"type\":\"WordPiece\",\"vocab\":{}}}|WordPiece|2|false"
            })
    void everyKindIsRead(String json, String kind, long vocabulary, boolean padding) throws IOException {
        assertThat(read(json)).isEqualTo(new TokenizerFile(kind, vocabulary, 8, padding));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|holds no JSON object",
                "{\"vocab\":{}}|has no \"model\"",
                "{\"model\":{\"type\":\"BPE\"},\"truncation\":null}|cuts off no text",
                "{\"model\":|is no JSON"
            })
    void whatIsNoTokenizerIsRefusedWithTheReason(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("tokenizer.json " + reason);
    }

    private static TokenizerFile read(String json) throws IOException {
        return TokenizerFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
