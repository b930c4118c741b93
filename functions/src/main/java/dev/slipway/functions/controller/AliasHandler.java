package dev.slipway.functions.controller;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.functions.controller.FirstRelease.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The custom resource {@code Custom::SlipwayAlias}. Made, it gives the model its first proven version and its alias;
 * changed or taken away, it does nothing: weights are the controller's, and an alias goes with its function.
 */
public final class AliasHandler implements RequestStreamHandler {

    /** What is kept of a call's time to say how it ended. */
    private static final int MARGIN_MILLIS = 45_000;

    private final FirstRelease first;
    private final AnswerSender sender;
    private final PrintStream log;

    /** What Lambda calls. */
    public AliasHandler() {
        this(Wiring.ofThisProcess().firstRelease(), new AnswerSender(Thread::sleep), System.out);
    }

    /** A handler of these parts. */
    AliasHandler(FirstRelease first, AnswerSender sender, PrintStream log) {
        this.first = first;
        this.sender = sender;
        this.log = log;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        ResourceEvent event = ResourceEvent.parse(input.readAllBytes());
        try {
            sender.send(event.answerTo(), answer(event, context));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private byte[] answer(ResourceEvent event, Context context) throws InterruptedException {
        String id = event.physicalId().orElse("slipway:" + event.model());
        return switch (event.kind()) {
            case CREATE -> create(event, id, context);
            case UPDATE, DELETE -> event.done(id);
        };
    }

    private byte[] create(ResourceEvent event, String id, Context context) throws InterruptedException {
        try {
            Outcome outcome = first.make(
                    event.model(),
                    "first version, made with the stack " + event.stackId(),
                    () -> context.getRemainingTimeInMillis() < MARGIN_MILLIS);
            log.println("slipway: " + event.model() + ": " + outcome);
            return switch (outcome) {
                case Outcome.Serves(var _) -> event.done(id);
                case Outcome.Failed(String why) -> event.failed(id, why);
            };
        } catch (PlatformException e) {
            log.println("slipway: " + event.model() + ": " + e);
            return event.failed(id, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Ours to mend; the stack must not wait a quarter of an hour to hear of it.
            e.printStackTrace(log);
            return event.failed(id, "this is an error of Slipway's own: " + e);
        }
    }
}
