package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.PlatformException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Sends the parts of one upload, several at a time. A part that is there with the same checksum and length is not sent
 * again. Closing it waits for what is on its way.
 */
final class PartSender implements AutoCloseable {

    private final S3Client s3;
    private final String bucket;
    private final PartUpload.Begun upload;
    private final int parallel;
    private final Semaphore room;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, CompletedPart> completed = new ConcurrentHashMap<>();
    private final AtomicReference<List<RuntimeException>> failures = new AtomicReference<>(List.of());

    PartSender(S3Client s3, String bucket, PartUpload.Begun upload, int parallel) {
        this.s3 = s3;
        this.bucket = bucket;
        this.upload = upload;
        this.parallel = parallel;
        this.room = new Semaphore(parallel);
    }

    /**
     * Waits until another part may be read into memory.
     *
     * @throws RuntimeException what a part met that could not be sent
     */
    void awaitRoom() {
        take(1);
        room.release();
        throwFailure();
    }

    /** Sends a part, in the background. The bytes are not copied. */
    void send(int number, byte[] bytes) {
        take(1);
        threads.execute(() -> {
            try {
                completed.put(number, sendNow(number, bytes));
            } catch (RuntimeException e) {
                failures.compareAndSet(List.of(), List.of(e));
            } finally {
                room.release();
            }
        });
    }

    /**
     * Waits until all parts are there.
     *
     * @throws RuntimeException what a part met that could not be sent
     */
    void await() {
        take(parallel);
        room.release(parallel);
        throwFailure();
    }

    /** The parts that are there, in order. */
    List<CompletedPart> completed() {
        return List.copyOf(new TreeMap<>(completed).values());
    }

    private CompletedPart sendNow(int number, byte[] bytes) {
        String checksum = S3Documents.checksum(Digest.of(bytes));
        Part there = upload.parts().get(number);
        String tag = there != null && checksum.equals(there.checksumSHA256()) && there.size() == bytes.length
                ? there.eTag()
                : s3.uploadPart(
                                UploadPartRequest.builder()
                                        .bucket(bucket)
                                        .key(upload.key())
                                        .uploadId(upload.id())
                                        .partNumber(number)
                                        .checksumSHA256(checksum)
                                        .build(),
                                RequestBody.fromByteBuffer(ByteBuffer.wrap(bytes)))
                        .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumSHA256(checksum)
                .build();
    }

    private void take(int permits) {
        try {
            room.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException.Unavailable("interrupted while sending " + upload.key(), e);
        }
    }

    private void throwFailure() {
        for (RuntimeException failure : failures.get()) {
            throw failure;
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
