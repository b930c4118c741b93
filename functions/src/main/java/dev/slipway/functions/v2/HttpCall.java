package dev.slipway.functions.v2;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * An HTTP request, whatever carried it.
 *
 * @param requestId the name of the call, for answer and ledger
 * @param method the verb, upper case
 * @param path the path, from its first slash, without the query
 * @param headers a header's value by its lower-case name
 * @param body the body, on the heap, not encoded any more; empty where there is none
 */
public record HttpCall(
        String requestId, String method, String path, Function<String, Optional<String>> headers, ByteBuffer body) {}
