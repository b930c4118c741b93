package dev.slipway.serve;

import dev.slipway.functions.telemetry.CallLog;
import dev.slipway.functions.telemetry.CallRecord;
import dev.slipway.functions.telemetry.Caller;
import dev.slipway.functions.telemetry.FaultLog;
import dev.slipway.functions.tensor.HeapWatch;
import dev.slipway.functions.v2.HttpAnswer;
import dev.slipway.functions.v2.HttpCall;
import dev.slipway.functions.v2.ModelEndpoint;
import dev.slipway.web.HttpBody;
import dev.slipway.web.MemoryBudget;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A request's way: read it, ask the endpoint, send what it answers. */
final class InferenceDoor implements Handler {

    private static final String METRICS = "/metrics";
    private static final int PART = 64 * 1024;
    private static final Caller DIRECT = new Caller("", Optional.empty());

    private final ModelEndpoint endpoint;
    private final Readiness readiness;
    private final Admission admission;
    private final HeapWatch heap;
    private final Metrics metrics;
    private final CallLog calls;
    private final FaultLog faults;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Supplier<String> ids;

    InferenceDoor(
            ModelEndpoint endpoint,
            Readiness readiness,
            Limits limits,
            CallLog calls,
            FaultLog faults,
            InstantSource clock,
            LongSupplier nanos,
            Supplier<String> ids) {
        this.endpoint = endpoint;
        this.readiness = readiness;
        this.admission = new Admission(limits);
        this.heap = HeapWatch.within(limits.bodies() / 2);
        this.metrics = new Metrics(endpoint.model(), admission);
        this.calls = calls;
        this.faults = faults;
        this.clock = clock;
        this.nanos = nanos;
        this.ids = ids;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        String method = request.prologue().method().text().toUpperCase(Locale.ROOT);
        String path = request.prologue().uriPath().rawPath();
        if (!readiness.ready()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (path.equals(METRICS) && (method.equals("GET") || method.equals("HEAD"))) {
            Metrics.Page page =
                    metrics.page(request.headers().first(HeaderNames.ACCEPT).orElse(""));
            response.header(HeaderNames.CONTENT_TYPE, page.contentType());
            send(ByteBuffer.wrap(page.body()), method.equals("HEAD"), response);
            return;
        }
        try (MemoryBudget.Growing room = admission.room()) {
            predict(method, path, room, request, response);
        }
    }

    private void predict(
            String method, String path, MemoryBudget.Growing room, ServerRequest request, ServerResponse response)
            throws InterruptedException, IOException {
        long start = nanos.getAsLong();
        String id = ids.get();
        HttpAnswer answer = answer(method, path, id, room, request, response);
        if (path.endsWith("/infer")) {
            long took = nanos.getAsLong() - start;
            metrics.count(answer.status(), took);
            calls.write(new CallRecord(clock.instant(), id, DIRECT, took, answer.status(), false));
        }
        answer.fault().ifPresent(fault -> faults.fault(id, fault));
        // The body is none of the living any more: what it held is free once it is collected.
        heap.met(Math.max(room.held(), answer.body().array().length));
        admission.holds(room, answer);
        send(answer, method.equals("HEAD"), response);
    }

    private HttpAnswer answer(
            String method,
            String path,
            String id,
            MemoryBudget.Growing room,
            ServerRequest request,
            ServerResponse response)
            throws InterruptedException {
        Admission.Refused refused = refusal -> {
            HttpAnswer answer = endpoint.error(id, refusal.status(), refusal.message(), Optional.empty());
            if (refusal.again()) {
                answer.headers().put("Retry-After", "1");
            }
            return answer;
        };
        Admission.Request taken = new Admission.Request() {
            @Override
            public HttpBody read(int limit, int free, HttpBody.Room room) {
                return HttpBody.read(request, response, limit, free, room);
            }

            @Override
            public HttpAnswer answer(byte[] bytes) {
                if (path.equals(METRICS)) {
                    HttpAnswer answer =
                            endpoint.error(id, 405, method + " is not allowed here; expected GET", Optional.empty());
                    answer.headers().put("Allow", "GET, HEAD");
                    return answer;
                }
                return endpoint.answer(new HttpCall(
                        id,
                        method,
                        path,
                        name -> request.headers().first(HeaderNames.create(name)),
                        ByteBuffer.wrap(bytes)));
            }
        };
        // What has no body is no prediction: health must answer while predictions wait.
        return request.content().hasEntity() ? admission.admit(taken, room, refused) : taken.answer(new byte[0]);
    }

    private static void send(HttpAnswer answer, boolean withoutBody, ServerResponse response) throws IOException {
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, value) -> response.header(HeaderValues.create(name, value)));
        send(answer.body(), withoutBody, response);
    }

    /** A HEAD request has the headers of its GET, and no body: what came after it would be taken for the next answer. */
    private static void send(ByteBuffer body, boolean withoutBody, ServerResponse response) throws IOException {
        if (withoutBody) {
            response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.remaining()));
            response.send();
        } else if (body.remaining() > PART) {
            inParts(body, response);
        } else {
            response.send(body.array(), body.arrayOffset() + body.position(), body.remaining());
        }
    }

    /** The library copies what it sends at once, in front of it the headers. */
    private static void inParts(ByteBuffer body, ServerResponse response) throws IOException {
        response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.remaining()));
        try (OutputStream out = response.outputStream()) {
            int end = body.arrayOffset() + body.limit();
            for (int at = body.arrayOffset() + body.position(); at < end; at += PART) {
                out.write(body.array(), at, Math.min(PART, end - at));
            }
        }
    }
}
