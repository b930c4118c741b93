package dev.slipway.core.platform.folder;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A process that puts one package after the other into a store and moves a tag, until somebody ends it. */
public final class StoreWriter {

    static final String TAG = "digits:stable";

    private StoreWriter() {}

    /**
     * Writes.
     *
     * @param arguments the store's folder, a seed, the size of the weights in bytes, how many packages, and in the
     *     middle of which it stops until its input ends
     */
    public static void main(String[] arguments) {
        FolderModelStore store = new FolderModelStore(Path.of(arguments[0]));
        Random random = new Random(Long.parseLong(arguments[1]));
        int size = Integer.parseInt(arguments[2]);
        int packages = Integer.parseInt(arguments[3]);
        int stop = Integer.parseInt(arguments[4]);
        for (int i = 0; i < packages; i++) {
            byte[] weights = new byte[size];
            random.nextBytes(weights);
            try {
                System.out.println("published " + publish(store, weights, i == stop));
            } catch (PlatformException e) {
                System.out.println("failed " + e.getMessage());
            }
            System.out.flush();
        }
    }

    private static Digest publish(FolderModelStore store, byte[] weights, boolean stops) {
        InputStream second = new ByteArrayInputStream(weights, weights.length / 2, weights.length);
        InputStream content = new SequenceInputStream(
                new ByteArrayInputStream(weights, 0, weights.length / 2), stops ? new Stop(second) : second);
        store.put(Digest.of(weights), weights.length, () -> content);
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        Manifest manifest = new Manifest(
                new Descriptor(
                        "application/vnd.cncf.model.config.v1+json", put(store, config), config.length, Map.of()),
                List.of(new Descriptor(
                        "application/vnd.cncf.model.weight.v1.raw", Digest.of(weights), weights.length, Map.of())));
        Digest digest = put(store, manifest.bytes());
        store.publish(digest);
        Optional<Digest> tagged = store.tag(TAG);
        try {
            store.moveTag(TAG, tagged, digest);
        } catch (PlatformException.Conflict e) {
            System.out.println("lost the tag to another writer");
        }
        return digest;
    }

    private static Digest put(FolderModelStore store, byte[] bytes) {
        store.put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
        return Digest.of(bytes);
    }

    /** Says that half is written, and goes on when the process's input ends. */
    private static final class Stop extends FilterInputStream {

        private boolean stopped;

        Stop(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (!stopped) {
                stopped = true;
                System.out.println("halfway");
                System.out.flush();
                System.in.readAllBytes();
            }
            return super.read(target, offset, length);
        }
    }
}
