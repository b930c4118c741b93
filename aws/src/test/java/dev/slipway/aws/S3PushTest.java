package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageCopy;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.memory.KeyPairSigner;
import dev.slipway.core.platform.memory.MemoryModelStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;

/** What a push sends, and what a broken one leaves. */
@ExtendWith(S3Mock.class)
class S3PushTest {

    /** The least that S3 takes. */
    private static final int PART = 5 << 20;

    private static final byte[] WEIGHTS = someBytes(PART + 100);
    private static final byte[] CARD = "what the model is for".getBytes(StandardCharsets.UTF_8);

    private final S3Mock.Running s3mock;
    private final S3Place place;

    S3PushTest(S3Mock.Running s3mock) {
        this.s3mock = s3mock;
        this.place = s3mock.freshPlace();
    }

    @Test
    void aLargeBlobGoesInPartsAndIsReadBack() throws Exception {
        Wire wire = Wire.watched();
        ModelStore store = store(place, wire);
        Digest blob = Digest.of(WEIGHTS);

        assertThat(store.put(blob, WEIGHTS.length, content(WEIGHTS))).isTrue();

        assertThat(wire.parts()).containsExactly(1, 2);
        try (InputStream in = store.open(blob)) {
            assertThat(Digest.of(in.readAllBytes())).isEqualTo(blob);
        }
        assertThat(uploadsUnderWay(place)).isZero();
    }

    @Test
    void aPushOfTheSameWeightsWithAnotherCardSendsTheCardAndTheManifestOnly() {
        push(store(place, Wire.watched()), "digits:one", WEIGHTS, CARD);
        Wire wire = Wire.watched();

        push(store(place, wire), "digits:two", WEIGHTS, "another card".getBytes(StandardCharsets.UTF_8));

        assertThat(wire.parts()).isEmpty();
        assertThat(wire.operations()).filteredOn("PutObject"::equals).hasSize(4); // card, manifest, index, tag
    }

    @Test
    void aBrokenPushGoesOnWhereItEnded() throws Exception {
        Digest blob = Digest.of(WEIGHTS);
        breakPush(blob, WEIGHTS);
        assertThat(uploadsUnderWay(place)).isOne();
        Wire wire = Wire.watched();

        store(place, wire, 1).put(blob, WEIGHTS.length, content(WEIGHTS));

        assertThat(wire.parts()).containsExactly(2);
        assertThat(uploadsUnderWay(place)).isZero();
        assertThat(store(place, Wire.watched()).has(blob)).isTrue();
    }

    @Test
    void whatABrokenPushOfOtherBytesLeftIsSentAgain() throws Exception {
        Digest blob = Digest.of(WEIGHTS);
        byte[] wrong = WEIGHTS.clone();
        wrong[7] ^= 1;
        breakPush(blob, wrong);
        Wire wire = Wire.watched();
        ModelStore store = store(place, wire, 1);

        store.put(blob, WEIGHTS.length, content(WEIGHTS));

        assertThat(wire.parts()).containsExactly(1, 2);
        try (InputStream in = store.open(blob)) {
            assertThat(Digest.of(in.readAllBytes())).isEqualTo(blob);
        }
    }

    @Test
    void largeContentWithAnotherDigestLeavesNothing() {
        Digest claimed = Digest.of(WEIGHTS);
        byte[] wrong = WEIGHTS.clone();
        wrong[wrong.length - 1] ^= 1;
        ModelStore store = store(place, Wire.watched());

        assertThatThrownBy(() -> store.put(claimed, wrong.length, content(wrong)))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(claimed.toString())
                .hasMessageContaining(Digest.of(wrong).toString());
        assertThat(store.has(claimed)).isFalse();
        assertThat(uploadsUnderWay(place)).isZero();
    }

    /** A push is killed at its first request, at its second, and so on; run again, it ends complete each time. */
    @Test
    void aPushKilledAtAnyRequestEndsCompleteWhenRunAgain() {
        byte[] weights = "small weights".getBytes(StandardCharsets.UTF_8);
        Digest manifest = manifest(weights, CARD).digest();
        int requests = killAtEach(store -> push(store, "digits:stable", weights, CARD), (fresh, store) -> {
            assertThat(store.packages()).containsExactly(manifest);
            assertThat(store.tags()).containsExactly(Map.entry("digits:stable", manifest));
            assertThat(objects(fresh)).hasSize(6);
        });

        assertThat(requests).isGreaterThan(15);
    }

    /** The same for a package with its signature, as the command copies it, and back again. */
    @Test
    void aSignedPackageKilledAtAnyRequestArrivesCompleteWhenCopiedAgain() {
        MemoryModelStore from = new MemoryModelStore();
        byte[] weights = "small weights".getBytes(StandardCharsets.UTF_8);
        push(from, "digits:stable", weights, CARD);
        Digest manifest = manifest(weights, CARD).digest();
        KeyPairSigner signer = KeyPairSigner.fresh();
        PackageSigning.sign(from, manifest, signer);
        Trust trust = new Trust(true, List.of(signer.key()));

        int requests = killAtEach(store -> copy(from, store, manifest), (fresh, store) -> {
            assertThat(store.packages()).containsExactly(manifest);
            assertThat(objects(fresh)).hasSize(9);
            PackageSigning.demand(store, manifest, trust);
            MemoryModelStore back = new MemoryModelStore();
            copy(store, back, manifest);
            PackageSigning.demand(back, manifest, trust);
        });

        assertThat(requests).isGreaterThan(20);
    }

    private static void copy(ModelStore from, ModelStore to, Digest digest) {
        try {
            new PackageCopy(from, to, _ -> {}).copy(digest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLargeBlobKilledAtAnyRequestEndsCompleteWhenRunAgain() {
        Digest blob = Digest.of(WEIGHTS);
        int requests = killAtEach(store -> store.put(blob, WEIGHTS.length, content(WEIGHTS)), (fresh, store) -> {
            assertThat(store.read(blob, WEIGHTS.length)).isEqualTo(WEIGHTS);
            assertThat(objects(fresh)).hasSize(1);
            assertThat(uploadsUnderWay(fresh)).isZero();
        });

        assertThat(requests).isEqualTo(6); // look, list, begin, two parts, complete
    }

    /** Answers how many requests the work needs. */
    private int killAtEach(Consumer<ModelStore> work, BiConsumer<S3Place, ModelStore> check) {
        for (int request = 1; ; request++) {
            S3Place fresh = s3mock.freshPlace();
            Wire wire = Wire.endingAt(request);
            try {
                work.accept(store(fresh, wire, 1));
                assertThat(wire.ended()).as("%s requests", request).isFalse();
                return request - 1;
            } catch (PlatformException.Unavailable e) {
                ModelStore store = store(fresh, Wire.watched(), 1);
                work.accept(store);
                check.accept(fresh, store);
            }
        }
    }

    /** Looks, lists uploads, begins one, sends one part, and is killed. */
    private void breakPush(Digest blob, byte[] bytes) {
        assertThatThrownBy(() -> store(place, Wire.endingAt(5), 1).put(blob, bytes.length, content(bytes)))
                .isInstanceOf(PlatformException.class);
    }

    private static void push(ModelStore store, String tag, byte[] weights, byte[] card) {
        Manifest manifest = manifest(weights, card);
        for (byte[] blob : List.of(new byte[0], weights, card, manifest.bytes())) {
            store.put(Digest.of(blob), blob.length, content(blob));
        }
        store.publish(manifest.digest());
        Optional<Digest> found = store.tag(tag);
        store.moveTag(tag, found, manifest.digest());
    }

    private static Manifest manifest(byte[] weights, byte[] card) {
        return new Manifest(
                new Descriptor("application/vnd.cncf.model.config.v1+json", Digest.of(new byte[0]), 0, Map.of()),
                List.of(
                        new Descriptor("application/vnd.cncf.model.doc.v1.raw", Digest.of(card), card.length, Map.of()),
                        new Descriptor(
                                "application/vnd.cncf.model.weight.v1.raw",
                                Digest.of(weights),
                                weights.length,
                                Map.of())));
    }

    private ModelStore store(S3Place in, Wire wire) {
        return store(in, wire, 4);
    }

    private ModelStore store(S3Place in, Wire wire, int parallelParts) {
        return AwsPlatform.over(TestClients.of(s3mock.settings(), wire)).modelStore(in, PART, parallelParts);
    }

    private long uploadsUnderWay(S3Place in) {
        return s3().listMultipartUploads(request -> request.bucket(in.bucket()).prefix(in.prefix()))
                .uploads()
                .size();
    }

    private List<String> objects(S3Place in) {
        List<String> keys = new ArrayList<>();
        s3().listObjectsV2Paginator(request -> request.bucket(in.bucket()).prefix(in.prefix()))
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    private S3Client s3() {
        return TestClients.of(s3mock.settings()).s3();
    }

    private static ModelStore.Content content(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    private static byte[] someBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
