package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the client of AWS has a class of the same name with the same three methods, which calls its library. Names of
 * headers and wording of errors are those of that library (aws-lambda-java-runtime-interface-client 2.9.0).
 */
final class NativeClient {

    private static final String NEXT = "/2018-06-01/runtime/invocation/next";
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final int NO_ANSWER = -1;

    /** Threads that ask for calls at the same time each have their own, as they have with the library. */
    private static final ThreadLocal<@Nullable Wire> WIRE = new ThreadLocal<>();

    private static volatile String api = "";

    private NativeClient() {}

    /** Remembers where the Runtime API is: host, port and what comes before its paths. */
    static void init(String awsLambdaRuntimeApi) {
        api = awsLambdaRuntimeApi;
    }

    /**
     * Waits for a call.
     *
     * @throws LambdaRuntimeClientException where there is no answer, or another than a call
     */
    static InvocationRequest next() {
        Wire.Answer answer = ask("GET", NEXT, new byte[0], "Failed to get next.");
        Map<String, String> headers = answer.headers();
        InvocationRequest request = new InvocationRequest();
        request.setContent(answer.body());
        require(headers, "lambda-runtime-aws-request-id", request::setId);
        take(headers, "lambda-runtime-trace-id", request::setXrayTraceId);
        take(headers, "lambda-runtime-client-context", request::setClientContext);
        take(headers, "lambda-runtime-cognito-identity", request::setCognitoIdentity);
        take(headers, "lambda-runtime-aws-tenant-id", request::setTenantId);
        take(headers, "lambda-runtime-invoked-function-arn", request::setInvokedFunctionArn);
        take(headers, "lambda-runtime-deadline-ms", deadline -> request.setDeadlineTimeInMs(Long.parseLong(deadline)));
        return request;
    }

    /**
     * Answers a call.
     *
     * @throws LambdaRuntimeClientException where the answer is not taken
     */
    static void postInvocationResponse(byte[] requestId, byte[] response) {
        String id = new String(requestId, StandardCharsets.UTF_8);
        ask("POST", INVOCATION + id + "/response", response, "Failed to post invocation response.");
    }

    private static Wire.Answer ask(String method, String path, byte[] body, String failure) {
        Wire.Answer answer;
        try {
            answer = exchange(method, path, body);
        } catch (IOException e) {
            LambdaRuntimeClientException exception = new LambdaRuntimeClientException(failure, NO_ANSWER);
            exception.initCause(e);
            throw exception;
        }
        if (answer.status() / 100 != 2) {
            throw new LambdaRuntimeClientException(failure, answer.status());
        }
        return answer;
    }

    /** On the connection that is there; where that one was closed meanwhile, once more on a new one. */
    private static Wire.Answer exchange(String method, String path, byte[] body) throws IOException {
        Wire open = WIRE.get();
        if (open != null) {
            try {
                return open.exchange(method, path, body);
            } catch (IOException _) {
                open.close();
                WIRE.remove();
            }
        }
        Wire wire = Wire.to(api, LambdaRuntimeApiClientImpl.USER_AGENT);
        WIRE.set(wire);
        return wire.exchange(method, path, body);
    }

    private static void require(Map<String, String> headers, String name, Consumer<String> set) {
        if (!headers.containsKey(name)) {
            throw new LambdaRuntimeClientException("Failed to find header " + name + " in response.", NO_ANSWER);
        }
        take(headers, name, set);
    }

    private static void take(Map<String, String> headers, String name, Consumer<String> set) {
        String value = headers.get(name);
        if (value != null) {
            set.accept(value);
        }
    }
}
