package dev.slipway.aws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Watches the requests that a client sends, and can end them: from a chosen one on no request leaves any more, as in a
 * process that was killed.
 */
final class Wire implements ExecutionInterceptor {

    private final int last;
    private final String unsent;
    private final AtomicInteger sent = new AtomicInteger();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private final List<Integer> parts = new CopyOnWriteArrayList<>();

    private Wire(int last, String unsent) {
        this.last = last;
        this.unsent = unsent;
    }

    /** Only watches. */
    static Wire watched() {
        return new Wire(Integer.MAX_VALUE, "");
    }

    /** Ends before the request of this number, counted from 1, is sent: so the answer to the one before is lost too. */
    static Wire endingAt(int request) {
        return new Wire(request, "");
    }

    /** Ends before the first request of this operation is sent. */
    static Wire endingBefore(String operation) {
        return new Wire(Integer.MAX_VALUE, operation);
    }

    /** The operations that were sent, in order. */
    List<String> operations() {
        return List.copyOf(operations);
    }

    /** The numbers of the parts that were sent. */
    List<Integer> parts() {
        return parts.stream().sorted().toList();
    }

    /** Whether the chosen request was reached. */
    boolean ended() {
        return sent.get() >= last;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (sent.incrementAndGet() >= last || operation.equals(unsent)) {
            throw SdkClientException.create("the process was killed");
        }
        operations.add(operation);
        if (context.request() instanceof UploadPartRequest part) {
            parts.add(part.partNumber());
        }
    }
}
