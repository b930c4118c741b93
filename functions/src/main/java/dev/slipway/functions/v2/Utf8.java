package dev.slipway.functions.v2;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text to bytes and back, where that loses nothing. */
final class Utf8 {

    private Utf8() {}

    /** The text's UTF-8; absent where it holds half a surrogate pair, which has none. */
    static Optional<byte[]> encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(text))
                        ? Optional.of(bytes)
                        : Optional.empty();
            }
        }
        return Optional.of(bytes);
    }

    /** The text whose UTF-8 this is; absent where it is none. */
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
