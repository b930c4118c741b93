package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageCopy;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.memory.KeyPairSigner;
import dev.slipway.core.platform.memory.MemoryModelStore;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCopyTest {

    private static final byte[] WEIGHTS = "w".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    private static final byte[] CARD = "a card".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder = Path.of("");

    private final MemoryModelStore from = new MemoryModelStore();
    private final KeyPairSigner signer = KeyPairSigner.fresh();

    private FolderModelStore to() {
        return new FolderModelStore(folder);
    }

    @Test
    void aPackageArrivesWholeWithItsSignature() throws InterruptedException {
        Digest digest = publish(CARD);
        PackageSigning.sign(from, digest, signer);

        PackageCopy.Copied done = copy(to(), digest);

        assertThat(to().packages()).containsExactly(digest);
        assertThat(to().read(Digest.of(WEIGHTS), WEIGHTS.length)).isEqualTo(WEIGHTS);
        PackageSigning.demand(to(), digest, new Trust(true, List.of(signer.key())));
        assertThat(done.blobs()).isEqualTo(6);
        assertThat(done.referrers()).isEqualTo(1);
    }

    @Test
    void whatIsThereIsNotSentAgain() throws InterruptedException {
        copy(to(), publish(CARD));

        assertThat(copy(to(), publish(CARD))).isEqualTo(new PackageCopy.Copied(0, 0, 0));
        Digest other = publish("another card".getBytes(StandardCharsets.UTF_8));
        PackageCopy.Copied done = copy(to(), other);
        assertThat(done.blobs()).isEqualTo(2);
        assertThat(done.bytes()).isLessThan(1_000);
    }

    @Test
    void aCopyBrokenOffAtAnyStepEndsCompleteWhenDoneAgain() throws Exception {
        Digest digest = publish(CARD);
        PackageSigning.sign(from, digest, signer);
        int steps = 0;
        boolean broken = true;
        while (broken) {
            FolderModelStore store = new FolderModelStore(folder.resolve("to-" + steps));
            broken = breaksOff(store, digest, steps);
            copy(store, digest);
            assertThat(store.packages()).as("broken off at %d", steps).containsExactly(digest);
            assertThat(store.referrers(digest)).hasSize(1);
            PackageSigning.demand(store, digest, new Trust(true, List.of(signer.key())));
            try (Stream<Path> left = Files.list(store.root().resolve("incoming"))) {
                assertThat(left).isEmpty();
            }
            steps++;
        }
        assertThat(steps).isGreaterThan(6);
    }

    /** Whether the copy met its end. */
    private boolean breaksOff(ModelStore store, Digest digest, int after) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(after);
        ModelStore breaking = (ModelStore) Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(), new Class<?>[] {ModelStore.class}, (proxy, method, arguments) -> {
                    boolean writes = List.of("put", "publish", "attach").contains(method.getName());
                    if (writes && left.getAndDecrement() <= 0) {
                        throw new PlatformException.Unavailable("the cable was pulled");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
        try {
            copy(breaking, digest);
            return false;
        } catch (PlatformException.Unavailable e) {
            return true;
        }
    }

    @Test
    void damagedBytesAreNotTakenOver() {
        Digest digest = publish(CARD);
        from.damage(Digest.of(WEIGHTS), new byte[WEIGHTS.length]);

        assertThatThrownBy(() -> copy(to(), digest))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(Digest.of(WEIGHTS).toString());
        assertThat(to().packages()).isEmpty();
        assertThat(to().has(Digest.of(WEIGHTS))).isFalse();
    }

    @Test
    void damagedBytesThatAreThereAlreadyAreMended() throws Exception {
        Digest digest = publish(CARD);
        copy(to(), digest);
        Files.write(folder.resolve("blobs/sha256").resolve(Digest.of(WEIGHTS).hex()), new byte[WEIGHTS.length]);

        copy(to(), digest);

        assertThat(to().read(Digest.of(WEIGHTS), WEIGHTS.length)).isEqualTo(WEIGHTS);
    }

    private PackageCopy.Copied copy(ModelStore target, Digest digest) throws InterruptedException {
        return new PackageCopy(from, target, _ -> {}).copy(digest);
    }

    private Digest publish(byte[] card) {
        Manifest manifest = new Manifest(
                ReferrerManifest.config(), List.of(layer("model.onnx", WEIGHTS), layer("README.md", card)));
        put(ReferrerManifest.EMPTY.getBytes(StandardCharsets.UTF_8));
        put(manifest.bytes());
        from.publish(manifest.digest());
        return manifest.digest();
    }

    private Descriptor layer(String path, byte[] bytes) {
        put(bytes);
        return new Descriptor(
                "application/octet-stream", Digest.of(bytes), bytes.length, Map.of(Descriptor.FILEPATH, path));
    }

    private void put(byte[] bytes) {
        from.put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
