package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Calls of a version by its own number, and what their failures mean. */
final class LambdaCalls {

    private final LambdaClient lambda;
    private final Function<ModelName, byte[]> warmEvents;

    /**
     * Calls through a client.
     *
     * @param warmEvents a harmless event for an endpoint
     */
    LambdaCalls(LambdaClient lambda, Function<ModelName, byte[]> warmEvents) {
        this.lambda = lambda;
        this.warmEvents = warmEvents;
    }

    Invocation invoke(String function, String version, byte[] event) {
        String what = "cannot call version " + version + " of " + function;
        try {
            var answer = lambda.invoke(request -> request.functionName(function)
                    .qualifier(version)
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .payload(SdkBytes.fromByteArray(event)));
            return InvokeAnswer.of(
                    Optional.ofNullable(answer.functionError()),
                    answer.payload().asByteArray());
        } catch (LambdaException e) {
            return unanswered(what, e);
        } catch (SdkException e) {
            throw AwsErrors.translate(what, e);
        }
    }

    /** The errors of Invoke that are about the version, by their codes (Lambda API reference, "Invoke", "Errors"). */
    private static Invocation unanswered(String what, LambdaException e) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        return switch (code) {
            // Its own code failed while it was restored, or took too long.
            case "SnapStartException", "SnapStartTimeoutException" ->
                new Invocation.Unanswered(code, String.valueOf(e.getMessage()));
            case "SnapStartNotReadyException", "ResourceNotReadyException" ->
                throw new PlatformException.Unavailable(
                        what + ": it was asleep and is being made ready, which may take minutes; ask again", e);
            // The same code serves for a version that is still pending, and one that has failed.
            case "ResourceConflictException" ->
                throw new PlatformException.Unavailable(what + ": it is not ready: " + e.getMessage(), e);
            case "ResourceNotFoundException" -> throw new PlatformException.Missing(what + ": there is none");
            case "EC2UnexpectedException",
                    "EC2ThrottledException",
                    "SubnetIPAddressLimitReachedException",
                    "ENILimitReachedException",
                    "EFSMountConnectivityException",
                    "EFSMountTimeoutException" ->
                throw new PlatformException.Unavailable(what + ": " + e.getMessage(), e);
            default -> throw AwsErrors.translate(what, e);
        };
    }

    /** Calls in parallel, so that each call needs an environment of its own. */
    void warm(String function, String version, ModelName endpoint, int environments) {
        byte[] event = warmEvents.apply(endpoint);
        List<Future<Invocation>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < environments; i++) {
                running.add(threads.submit(() -> invoke(function, version, event)));
            }
        }
        for (Future<Invocation> call : running) {
            if (answer(call) instanceof Invocation.Unanswered(String kind, String message)) {
                throw new PlatformException.Unavailable(
                        "version " + version + " of " + function + " did not start: " + message + " (" + kind + ")");
            }
        }
    }

    private static Invocation answer(Future<Invocation> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PlatformException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException.Unavailable("interrupted while warming", e);
        }
    }
}
