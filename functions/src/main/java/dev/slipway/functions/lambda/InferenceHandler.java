package dev.slipway.functions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.telemetry.CallRecord;
import dev.slipway.functions.telemetry.Caller;
import dev.slipway.functions.v2.HttpAnswer;
import dev.slipway.functions.v2.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.crac.Core;
import org.crac.Resource;

/**
 * The inference function. One instance lives as long as its environment; the model is loaded, verified and, where a
 * snapshot is taken, asked many times before the first client is. Threads may share it (AWS_LAMBDA_MAX_CONCURRENCY).
 */
public final class InferenceHandler implements RequestStreamHandler, Resource {

    private final FunctionParts parts;
    private final EventReader events = new EventReader();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * What Lambda calls.
     *
     * @throws RuntimeException where the model cannot be served; Lambda then fails the init with its message
     */
    public InferenceHandler() {
        this(Wiring.ofThisProcess());
        if (parts.lifecycle().hooks() == Lifecycle.Hooks.DID_NOT_RUN) {
            // The context holds us weakly; the runtime client, which holds its handler, keeps us alive.
            Core.getGlobalContext().register(this);
        }
    }

    /** A function of these parts. */
    InferenceHandler(FunctionParts parts) {
        this.parts = parts;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        long start = parts.nanos().getAsLong();
        warnOfHooks();
        boolean warmingUp = calls.getAndIncrement() < parts.warmingCalls();
        HttpAnswer answer = answer(input.readAllBytes(), context.getAwsRequestId());
        write(answer, output);
        long nanos = parts.nanos().getAsLong() - start;
        parts.calls()
                .write(new CallRecord(
                        parts.clock().instant(),
                        context.getAwsRequestId(),
                        Caller.of(String.valueOf(context.getInvokedFunctionArn())),
                        nanos,
                        answer.status(),
                        warmingUp));
        answer.fault().ifPresent(fault -> fault.printStackTrace(parts.log()));
    }

    private HttpAnswer answer(byte[] event, String requestId) throws IOException {
        return switch (events.read(event)) {
            case Event.Http http ->
                parts.endpoint()
                        .answer(new HttpCall(
                                requestId,
                                http.method(),
                                http.path(),
                                name -> Optional.ofNullable(http.headers().get(name)),
                                http.body()));
            case Event.Unknown unknown ->
                parts.endpoint()
                        .error(
                                new HttpCall(requestId, "", "", _ -> Optional.empty(), ByteBuffer.allocate(0)),
                                400,
                                unknown.reason(),
                                Optional.empty());
        };
    }

    private static void write(HttpAnswer answer, OutputStream output) throws IOException {
        JsonBytes bytes = EventWriter.write(answer);
        ByteBuffer view = bytes.view();
        output.write(view.array(), view.arrayOffset(), view.remaining());
    }

    private void warnOfHooks() {
        Lifecycle.Hooks hooks = parts.lifecycle().hooks();
        if ((hooks == Lifecycle.Hooks.DID_NOT_RUN || hooks == Lifecycle.Hooks.PRIMED)
                && warned.compareAndSet(false, true)) {
            parts.log()
                    .println("slipway: a call came to an environment made from a snapshot, but its checkpoint hooks did"
                            + " not run; outside of AWS's images start the JVM with"
                            + " -Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        }
    }

    /**
     * Asks the model its golden samples, from event bytes to answer bytes, until the compiler has settled.
     *
     * @throws IllegalStateException where a sample is not answered; the snapshot then is not taken
     */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws IOException {
        Primer.Primed primed = parts.primer().prime(event -> {
            HttpAnswer answer = answer(event, "priming");
            write(answer, OutputStream.nullOutputStream());
            if (answer.status() != 200) {
                throw new IllegalStateException("a golden sample was answered with status " + answer.status() + ": "
                        + new String(answer.body().array(), 0, answer.body().limit(), StandardCharsets.UTF_8));
            }
        });
        parts.lifecycle().primed();
        parts.log().println("slipway: primed with " + primed.calls() + " calls in " + primed.millis() + " ms");
    }

    /** Nothing of ours goes stale in a snapshot: no connection, credential, cached time or seed is held. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        parts.lifecycle().restored();
    }
}
