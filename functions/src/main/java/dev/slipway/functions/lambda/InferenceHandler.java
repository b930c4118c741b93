package dev.slipway.functions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.start.Primer;
import dev.slipway.functions.telemetry.CallLog;
import dev.slipway.functions.telemetry.CallRecord;
import dev.slipway.functions.telemetry.Caller;
import dev.slipway.functions.v2.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    /** What Lambda takes as an answer (AWS Lambda, "Quotas": invocation payload, synchronous). */
    private static final int LONGEST_ANSWER = 6_291_556;

    private final FunctionParts parts;
    private final EventReader events = new EventReader();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** When the environment began to serve: now, and again when it is restored. */
    private volatile long birth;

    /**
     * What Lambda calls.
     *
     * @throws RuntimeException where the model cannot be served; Lambda then fails the init with its message
     */
    public InferenceHandler() {
        this(Wiring.ofThisProcess());
        if (parts.lifecycle().hooks() == Lifecycle.Hooks.NOT_NEEDED) {
            parts.starts().write(parts.clock().instant(), parts.started(), Optional.empty());
        } else {
            // The context holds us weakly; the runtime client, which holds its handler, keeps us alive.
            Core.getGlobalContext().register(this);
        }
    }

    /** A function of these parts. */
    InferenceHandler(FunctionParts parts) {
        this.parts = parts;
        this.birth = parts.nanos().getAsLong();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        warnOfHooks();
        handle(
                input,
                output,
                context.getAwsRequestId(),
                String.valueOf(context.getInvokedFunctionArn()),
                calls.getAndIncrement(),
                parts.calls());
    }

    private HttpAnswer handle(
            InputStream input, OutputStream output, String requestId, String arn, long before, CallLog log)
            throws IOException {
        long start = parts.nanos().getAsLong();
        byte[] given = input.readAllBytes();
        parts.heap().met(given.length);
        Event event = events.read(given);
        HttpAnswer answer = event.by(new EventAnswers(parts.endpoint(), requestId));
        JsonBytes bytes = EventWriter.write(event, answer);
        if (bytes.length() > LONGEST_ANSWER) {
            answer = tooLong(bytes.length(), requestId);
            bytes = EventWriter.write(event, answer);
        }
        parts.heap().met(bytes.length());
        ByteBuffer view = bytes.view();
        output.write(view.array(), view.arrayOffset(), view.remaining());
        long end = parts.nanos().getAsLong();
        if (!(event instanceof Event.Ping)) {
            log.write(new CallRecord(
                    parts.clock().instant(),
                    requestId,
                    Caller.of(arn),
                    end - start,
                    answer.status(),
                    parts.warmUp().covers(before, Duration.ofNanos(end - birth))));
        }
        answer.fault().ifPresent(fault -> parts.log().fault(requestId, fault));
        return answer;
    }

    private HttpAnswer tooLong(int length, String requestId) {
        return parts.endpoint()
                .error(
                        requestId,
                        413,
                        "the answer has " + length + " bytes and Lambda carries " + LONGEST_ANSWER
                                + "; ask for fewer rows or outputs, or for binary tensor data",
                        Optional.empty());
    }

    private void warnOfHooks() {
        Lifecycle.Hooks hooks = parts.lifecycle().hooks();
        boolean missing = hooks == Lifecycle.Hooks.DID_NOT_RUN || hooks == Lifecycle.Hooks.PRIMED;
        if (missing && warned.compareAndSet(false, true)) {
            parts.log()
                    .say("a call came to an environment made from a snapshot, but its checkpoint hooks did"
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
        CallLog silent = parts.calls().silenced();
        String arn = "arn:aws:lambda:local:000000000000:function:priming:priming";
        // As the client does: compiled code knows what it was called with.
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Primer.Primed primed = parts.primer().prime(event -> {
            output.reset();
            HttpAnswer answer = handle(new ByteArrayInputStream(event), output, "priming", arn, 0, silent);
            if (answer.status() != 200) {
                throw new IllegalStateException("a golden sample was answered with status " + answer.status() + ": "
                        + StandardCharsets.UTF_8.decode(answer.body().duplicate()));
            }
        });
        parts.lifecycle().primed();
        parts.starts().write(parts.clock().instant(), parts.started(), Optional.of(primed));
        parts.log().say("primed with " + primed.calls() + " calls in " + primed.millis() + " ms");
        RestorePath.walk();
    }

    /** Nothing of ours goes stale in a snapshot but our age: no connection, credential, cached time or seed is held. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        birth = parts.nanos().getAsLong();
        parts.lifecycle().restored();
    }
}
