package dev.slipway.functions.lambda;

import java.nio.ByteBuffer;
import java.util.Map;

/** What Lambda hands to the function. */
sealed interface Event {

    /**
     * A request through an API Gateway HTTP API or a function URL in payload format 2.0, or through an HTTP API, a REST
     * API or a load balancer in format 1.0 (API Gateway, "Working with AWS Lambda proxy integrations for HTTP APIs" and
     * "Input format of a Lambda function for proxy integration"). All take the same answer.
     *
     * @param method the verb
     * @param path the path, without the stage's name in front
     * @param headers values by lower-case name
     * @param body the body, decoded
     */
    record Http(String method, String path, Map<String, String> headers, ByteBuffer body) implements Event {}

    /**
     * A V2 request by itself, as a program invokes the function. Its answer is the V2 response by itself, or the
     * protocol's error.
     *
     * @param request the request's JSON
     */
    record Direct(ByteBuffer request) implements Event {}

    /** Somebody keeps the environment warm: {@code {"ping": true}}, or a schedule of EventBridge. */
    record Ping() implements Event {}

    /**
     * An event of no form that we know.
     *
     * @param reason what was found and what was expected
     */
    record Unknown(String reason) implements Event {}
}
