package dev.slipway.functions.lambda;

import java.nio.ByteBuffer;
import java.util.Map;

/** What Lambda hands to the function. */
sealed interface Event {

    /** What is done with it, by its kind. */
    <R> R by(Kinds<R> kinds);

    /**
     * What is done with each kind of event, in place of a switch over types: the JVM writes such a switch's code at run
     * time, which every cold start would pay for.
     *
     * @param <R> what comes of it
     */
    interface Kinds<R> {

        /** A request through HTTP. */
        R http(Http event);

        /** A request by itself. */
        R direct(Direct event);

        /** Somebody keeps the environment warm. */
        R ping(Ping event);

        /** Of no form that we know. */
        R unknown(Unknown event);
    }

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
    record Http(String method, String path, Map<String, String> headers, ByteBuffer body) implements Event {
        @Override
        public <R> R by(Kinds<R> kinds) {
            return kinds.http(this);
        }
    }

    /**
     * A V2 request by itself, as a program invokes the function. Its answer is the V2 response by itself, or the
     * protocol's error.
     *
     * @param request the request's JSON
     */
    record Direct(ByteBuffer request) implements Event {
        @Override
        public <R> R by(Kinds<R> kinds) {
            return kinds.direct(this);
        }
    }

    /** Somebody keeps the environment warm: {@code {"ping": true}}, or a schedule of EventBridge. */
    record Ping() implements Event {
        @Override
        public <R> R by(Kinds<R> kinds) {
            return kinds.ping(this);
        }
    }

    /**
     * An event of no form that we know.
     *
     * @param reason what was found and what was expected
     */
    record Unknown(String reason) implements Event {
        @Override
        public <R> R by(Kinds<R> kinds) {
            return kinds.unknown(this);
        }
    }
}
