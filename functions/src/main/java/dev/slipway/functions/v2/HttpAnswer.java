package dev.slipway.functions.v2;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP answer, whatever will carry it.
 *
 * @param status the HTTP status
 * @param headers in the order to be sent
 * @param body the body's bytes, on the heap
 * @param text whether the body is UTF-8 text
 * @param fault what failed on our side or in the model; for the log, never for the client
 */
public record HttpAnswer(
        int status, Map<String, String> headers, ByteBuffer body, boolean text, Optional<Throwable> fault) {}
