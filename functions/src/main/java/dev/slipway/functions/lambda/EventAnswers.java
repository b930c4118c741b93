package dev.slipway.functions.lambda;

import dev.slipway.functions.v2.HttpAnswer;
import dev.slipway.functions.v2.HttpCall;
import dev.slipway.functions.v2.ModelEndpoint;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the endpoint answers to each kind of event.
 *
 * @param endpoint the model's
 * @param requestId the name of the call
 */
record EventAnswers(ModelEndpoint endpoint, String requestId) implements Event.Kinds<HttpAnswer> {

    @Override
    public HttpAnswer http(Event.Http event) {
        return endpoint.answer(new HttpCall(
                requestId,
                event.method(),
                event.path(),
                name -> Optional.ofNullable(event.headers().get(name)),
                event.body()));
    }

    /** A program's own request, without HTTP around it and so without a place for bytes behind the JSON. */
    @Override
    public HttpAnswer direct(Event.Direct event) {
        HttpAnswer answer = endpoint.answer(new HttpCall(
                requestId,
                "POST",
                "/v2/models/" + endpoint.model().name() + "/infer",
                _ -> Optional.empty(),
                event.request()));
        return answer.text()
                ? answer
                : endpoint.error(
                        requestId,
                        400,
                        "binary tensor data was asked for, and a request by itself has no place for it; ask for"
                                + " JSON, or invoke with an API Gateway event",
                        Optional.empty());
    }

    @Override
    public HttpAnswer ping(Event.Ping event) {
        return endpoint.answer(
                new HttpCall(requestId, "GET", "/v2/health/ready", _ -> Optional.empty(), ByteBuffer.allocate(0)));
    }

    @Override
    public HttpAnswer unknown(Event.Unknown event) {
        return endpoint.error(requestId, 400, event.reason(), Optional.empty());
    }
}
