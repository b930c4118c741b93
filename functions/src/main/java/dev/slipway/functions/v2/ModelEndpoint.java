package dev.slipway.functions.v2;

import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.tensor.UnsupportedTensorException;
import dev.slipway.functions.v2.InferRequest.RequestedOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One model behind the protocol's paths. {@link #answer} never throws: whatever goes wrong becomes an answer, 4xx where
 * the client asked wrongly, 5xx where the model failed. Threads may share it.
 */
public final class ModelEndpoint {

    /** Where a client says how much of its body is JSON; and where we do. */
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private static final int LONGEST_MESSAGE = 500;

    /** What a compressed body may grow to where there is memory enough. */
    private static final int LONGEST_BODY = 64 << 20;

    /** A body of JSON can take four times its size as a tensor: this share of the memory leaves room for it. */
    private static final int SHARE_OF_ONE_BODY = 8;

    private final ServedModel model;
    private final Predictor predictor;
    private final TensorMemory memory;
    private final Health health;
    private final String serverVersion;
    private final RequestReader reader;
    private final int longestBody;
    private final String digest;
    private final String inferPath;

    /** The outputs that JSON has no form for. */
    private final Set<String> withoutJson;

    /**
     * An endpoint for a loaded model.
     *
     * @param health what the health paths add about the environment
     * @param serverVersion our own version
     */
    public ModelEndpoint(
            ServedModel model, Predictor predictor, TensorMemory memory, Health health, String serverVersion) {
        this(model, predictor, memory, health, serverVersion, LONGEST_BODY);
    }

    private ModelEndpoint(
            ServedModel model,
            Predictor predictor,
            TensorMemory memory,
            Health health,
            String serverVersion,
            int longestBody) {
        this.longestBody = longestBody;
        this.model = model;
        this.predictor = predictor;
        this.memory = memory;
        this.health = health;
        this.serverVersion = serverVersion;
        this.reader = new RequestReader(model.signature());
        this.digest = model.digest().toString();
        this.inferPath = "/v2/models/" + model.name() + "/infer";
        Set<String> formless = new HashSet<>();
        for (TensorSpec output : model.signature().outputs()) {
            if (!ResponseWriter.hasJsonForm(output.datatype())) {
                formless.add(output.name());
            }
        }
        this.withoutJson = Set.copyOf(formless);
    }

    /** The same where there is so much memory, in bytes. */
    public ModelEndpoint within(long bytes) {
        int longest = (int) Math.min(LONGEST_BODY, bytes / SHARE_OF_ONE_BODY);
        return new ModelEndpoint(model, predictor, memory, health, serverVersion, longest);
    }

    /** The model it answers for. */
    public ServedModel model() {
        return model;
    }

    /** Answers a call. */
    public HttpAnswer answer(HttpCall call) {
        // What nearly all calls ask for needs no taking apart.
        if (call.path().equals(inferPath) && call.method().equals("POST")) {
            return infer(call);
        }
        return switch (Route.of(call.method(), call.path(), model)) {
            case Route.Refused refused -> refused(call, refused);
            case Route.Live() -> health(call, true);
            case Route.Ready() -> health(call, health.ready());
            case Route.Server() -> json(call, out -> Metadata.server(serverVersion, out));
            case Route.ModelReady() ->
                ready(health.ready(), json(call, out -> Metadata.modelReady(model, health.ready(), out)));
            case Route.Model() -> json(call, out -> Metadata.model(model, out));
            case Route.Config() -> json(call, out -> ModelConfiguration.write(model, out));
            case Route.Document() ->
                json(call, out -> out.raw(ByteBuffer.wrap(JsonText.canonical(OpenApi.document(model)))));
            case Route.Index() -> index(call);
            case Route.Infer() -> infer(call);
        };
    }

    private HttpAnswer index(HttpCall call) {
        try {
            boolean onlyReady = RepositoryRequest.onlyReady(body(call));
            return json(call, out -> {
                if (onlyReady && !health.ready()) {
                    out.raw("[]");
                } else {
                    ModelConfiguration.index(model, health.ready(), out);
                }
            });
        } catch (InvalidRequestException e) {
            return error(call.requestId(), e.status(), message(e), Optional.empty());
        }
    }

    private HttpAnswer infer(HttpCall call) {
        try {
            return predict(call);
        } catch (InvalidRequestException e) {
            return error(call.requestId(), e.status(), message(e), Optional.empty());
        } catch (UnsupportedTensorException e) {
            return error(call.requestId(), 400, message(e), Optional.empty());
        } catch (PredictionException e) {
            return error(call.requestId(), 500, "the model failed: " + message(e), Optional.of(e));
        } catch (RuntimeException e) {
            return error(
                    call.requestId(),
                    500,
                    "the function failed; see its log for request " + call.requestId(),
                    Optional.of(e));
        }
    }

    private HttpAnswer predict(HttpCall call) {
        try (TensorMemory.Lease inputs = memory.lease()) {
            return predict(call, read(call, inputs));
        }
    }

    private HttpAnswer predict(HttpCall call, InferRequest request) {
        List<Boolean> binary = new ArrayList<>(request.outputs().size());
        for (RequestedOutput output : request.outputs()) {
            binary.add(output.binary());
            if (!output.binary() && withoutJson.contains(output.name())) {
                throw new InvalidRequestException("output \"" + output.name()
                        + "\" is BF16, which has no JSON form; ask for binary tensor data (parameters.binary_data)");
            }
        }
        List<Tensor> outputs = predictor.predict(request.inputs(), request.outputNames());
        InferResponse response =
                new InferResponse(model.name().value(), model.version(), request.id(), outputs, binary);
        JsonBytes out = new JsonBytes();
        OptionalInt json = write(request, response, out);
        Map<String, String> headers =
                headers(call.requestId(), json.isPresent() ? "application/octet-stream" : "application/json");
        if (json.isPresent()) {
            headers.put(JSON_LENGTH, Integer.toString(json.getAsInt()));
        }
        return new HttpAnswer(200, headers, out.view(), json.isEmpty(), Optional.empty());
    }

    private ByteBuffer body(HttpCall call) {
        return call.headers()
                .apply("content-encoding")
                .map(encoding -> ContentEncoding.undo(encoding, call.body(), longestBody))
                .orElse(call.body());
    }

    /** Reads a request. One that does not fit into memory is its sender's affair: nothing of the model has run. */
    private InferRequest read(HttpCall call, TensorMemory inputs) {
        try {
            return reader.read(body(call), jsonLength(call), inputs);
        } catch (OutOfMemoryError _) {
            throw new InvalidRequestException(
                    413, "the request does not fit into the memory that there is; send fewer rows");
        }
    }

    /** Whoever sends a NaN and gets one has an answer, but asked for it in a form that has none: the model did its part. */
    private static OptionalInt write(InferRequest request, InferResponse response, JsonBytes out) {
        try {
            return ResponseWriter.write(response, out);
        } catch (NoJsonFormException e) {
            Optional<String> sent = BeyondJson.in(request.inputs());
            if (sent.isEmpty()) {
                throw new PredictionException(String.valueOf(e.getMessage()), e);
            }
            throw new InvalidRequestException(sent.get() + ", and so has the answer: " + e.getMessage());
        }
    }

    private static OptionalInt jsonLength(HttpCall call) {
        Optional<String> header = call.headers().apply("inference-header-content-length");
        if (header.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(header.get().strip()));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(
                    JSON_LENGTH + " is \"" + JsonSource.shorten(header.get()) + "\"; expected a number of bytes");
        }
    }

    private HttpAnswer health(HttpCall call, boolean good) {
        return ready(good, json(call, out -> {
            out.raw("{\"live\":true,\"ready\":").raw(health.ready() ? "true" : "false");
            health.detail()
                    .forEach((key, value) -> out.raw(',').string(key).raw(':').string(value));
            out.raw('}');
        }));
    }

    private static HttpAnswer ready(boolean good, HttpAnswer answer) {
        if (good) {
            return answer;
        }
        answer.headers().put("Retry-After", "1");
        return new HttpAnswer(503, answer.headers(), answer.body(), answer.text(), answer.fault());
    }

    private HttpAnswer refused(HttpCall call, Route.Refused refused) {
        HttpAnswer answer = error(call.requestId(), refused.status(), refused.message(), Optional.empty());
        refused.allow().ifPresent(methods -> answer.headers().put("Allow", methods));
        return answer;
    }

    private HttpAnswer json(HttpCall call, Body body) {
        JsonBytes out = new JsonBytes();
        body.write(out);
        return new HttpAnswer(200, headers(call.requestId(), "application/json"), out.view(), true, Optional.empty());
    }

    /** An answer that says what went wrong, in the protocol's form. */
    public HttpAnswer error(String requestId, int status, String message, Optional<Throwable> fault) {
        JsonBytes out = new JsonBytes().raw("{\"error\":").string(message).raw('}');
        return new HttpAnswer(status, headers(requestId, "application/json"), out.view(), true, fault);
    }

    private Map<String, String> headers(String requestId, String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Slipway-Version", model.version());
        headers.put("Slipway-Digest", digest);
        headers.put("Slipway-Request-Id", requestId);
        return headers;
    }

    private static String message(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }

    /** What an environment says about itself on the health paths. */
    @FunctionalInterface
    public interface Health {

        /** Whether clients should come. */
        default boolean ready() {
            return true;
        }

        /** Facts beside live and ready, by key. */
        Map<String, String> detail();
    }

    @FunctionalInterface
    private interface Body {
        void write(JsonBytes out);
    }
}
