package dev.slipway.core.platform;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Copies packages between stores, as they are: blobs that the other lacks, then the manifest, then what is said of it.
 * Every byte is checked by the store that takes it. A copy that was broken off ends complete when it is done again, and
 * nothing is sent twice.
 */
public final class PackageCopy {

    private static final int AT_A_TIME = 4;

    private final ModelStore from;
    private final ModelStore to;
    private final LongConsumer progress;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong blobs = new AtomicLong();

    /**
     * A copy from one store to another.
     *
     * @param progress hears how many bytes were read so far, often, from several threads
     */
    public PackageCopy(ModelStore from, ModelStore to, LongConsumer progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /**
     * What was done.
     *
     * @param blobs how many blobs the other store lacked and has now
     * @param bytes how many bytes were read for them
     * @param referrers how many signatures and other referrers the package has there now
     */
    public record Copied(long blobs, long bytes, int referrers) {}

    /**
     * Copies a package.
     *
     * @throws PlatformException.Missing where the store it comes from lacks a part of it
     * @throws PlatformException.Corrupt where a part is damaged there; it is not stored
     * @throws PlatformException.Unavailable where a store does not answer; doing it again goes on
     */
    public Copied copy(Digest digest) throws InterruptedException {
        Manifest manifest = PackageContents.manifest(from, digest);
        List<Descriptor> parts = new ArrayList<>(manifest.layers());
        parts.add(manifest.config());
        together(parts);
        whole(digest);
        to.publish(digest);
        int referrers = 0;
        for (ModelStore.Referrer referrer : from.referrers(digest)) {
            ReferrerManifest said = Referrers.manifest(from, referrer.digest());
            for (Descriptor layer : said.layers()) {
                put(layer);
            }
            put(
                    ReferrerManifest.config(),
                    () -> new ByteArrayInputStream(ReferrerManifest.EMPTY.getBytes(StandardCharsets.UTF_8)));
            whole(referrer.digest());
            to.attach(referrer.digest());
            referrers++;
        }
        return new Copied(blobs.get(), sent.get(), referrers);
    }

    private void together(List<Descriptor> parts) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> copies = new ArrayList<>();
            for (Descriptor part : parts.stream().distinct().toList()) {
                copies.add(threads.submit(() -> put(part)));
            }
            for (Future<?> copy : copies) {
                copy.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PlatformException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A manifest, whose size only its own store knows. */
    private void whole(Digest manifest) {
        byte[] bytes = from.read(manifest, PackageContents.LARGEST_MANIFEST);
        put(
                new Descriptor(Manifest.MEDIA_TYPE, manifest, bytes.length, Map.of()),
                () -> new ByteArrayInputStream(bytes));
    }

    private void put(Descriptor blob) {
        put(blob, () -> from.open(blob.digest()));
    }

    private void put(Descriptor blob, ModelStore.Content content) {
        if (to.put(blob.digest(), blob.size(), () -> new Counted(content.open()))) {
            blobs.incrementAndGet();
        }
    }

    /** Counts what is read. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            progress.accept(sent.addAndGet(bytes));
        }
    }
}
