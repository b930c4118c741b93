package dev.slipway.functions.lambda;

import java.nio.ByteBuffer;
import java.util.Map;

/** What Lambda hands to the function. */
sealed interface Event {

    /**
     * A request through an API Gateway HTTP API or a function URL, payload format 2.0 (API Gateway, "Working with AWS
     * Lambda proxy integrations for HTTP APIs").
     *
     * @param method the verb
     * @param path the path, without the stage's name in front
     * @param headers values by lower-case name
     * @param body the body, decoded
     */
    record Http(String method, String path, Map<String, String> headers, ByteBuffer body) implements Event {}

    /**
     * An event of no form that we know.
     *
     * @param reason what was found and what was expected
     */
    record Unknown(String reason) implements Event {}
}
