package dev.slipway.core.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore.Referrer;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.Trust;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackageSigningTest {

    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

    private final MemoryModelStore store = new MemoryModelStore();
    private final KeyPairSigner ours = KeyPairSigner.fresh();
    private final KeyPairSigner theirs = KeyPairSigner.fresh();
    private final Trust trust = new Trust(true, List.of(ours.key()));

    @Test
    void aPackageSignedByATrustedKeyPasses() {
        Digest digest = publish("weights");

        PackageSigning.sign(store, digest, theirs);
        PackageSigning.sign(store, digest, ours);

        assertThatCode(() -> PackageSigning.demand(store, digest, trust)).doesNotThrowAnyException();
        assertThat(PackageSigning.find(store, digest, trust.keys()))
                .extracting(PackageSigning.Found::objection)
                .containsExactlyInAnyOrder("", "names the key " + theirs.key().id() + ", which is not trusted");
    }

    @Test
    void signingAgainAddsNothing() {
        Digest digest = publish("weights");

        assertThat(PackageSigning.sign(store, digest, ours)).isEqualTo(PackageSigning.sign(store, digest, ours));
        assertThat(store.referrers(digest)).hasSize(1);
    }

    /** Invariant I5. */
    @Test
    void i5AnUnsignedPackageIsRefusedWithWhatToDo() {
        Digest digest = publish("weights");

        assertThatThrownBy(() -> PackageSigning.demand(store, digest, trust))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessage("the package " + digest + " is not signed; expected a signature by ED25519 "
                        + ours.key().id() + "; sign it with: slipway sign " + digest + " --key FILE");
        assertThatCode(() -> PackageSigning.demand(store, digest, Trust.ANYBODY))
                .doesNotThrowAnyException();
    }

    /** Invariant I5. */
    @Test
    void i5ASignatureByAnotherKeyCountsForNothing() {
        Digest digest = publish("weights");
        PackageSigning.sign(store, digest, theirs);

        assertThatThrownBy(() -> PackageSigning.demand(store, digest, trust))
                .hasMessageContaining("names the key " + theirs.key().id() + ", which is not trusted");
    }

    /** Invariant I5: swapped from one package to another. */
    @Test
    void i5ASignatureOfAnotherPackageCountsForNothing() {
        Digest signed = publish("weights");
        Digest other = publish("other weights");
        Digest signature = PackageSigning.sign(store, signed, ours);
        ReferrerManifest manifest = Referrers.manifest(store, signature);
        Descriptor layer = manifest.layers().getFirst();
        attach(other, layer, store.read(layer.digest(), 1000));

        assertThatThrownBy(() -> PackageSigning.demand(store, other, trust))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("was made for " + signed);
    }

    /** Invariant I5: the text is swapped, the signature kept. */
    @Test
    void i5AChangedTextCountsForNothing() {
        Digest signed = publish("weights");
        Digest other = publish("other weights");
        Digest signature = PackageSigning.sign(store, signed, ours);
        Descriptor layer = Referrers.manifest(store, signature).layers().getFirst();
        byte[] changed = new String(store.read(layer.digest(), 1000), StandardCharsets.UTF_8)
                .replace(signed.hex(), other.hex())
                .getBytes(StandardCharsets.UTF_8);
        attach(other, descriptor(changed, layer.annotations()), changed);

        assertThatThrownBy(() -> PackageSigning.demand(store, other, trust))
                .hasMessageContaining("does not fit: it names the trusted key");
    }

    /** Invariant I5: every bit of the signature and of the text is flipped once. */
    @Test
    void i5NoFlippedBitOfASignaturePasses() {
        Digest digest = publish("weights");
        Digest signature = PackageSigning.sign(store, digest, ours);
        Descriptor layer = Referrers.manifest(store, signature).layers().getFirst();
        byte[] payload = store.read(layer.digest(), 1000);
        byte[] bytes = Base64.getDecoder().decode(layer.annotations().get(SIGNATURE));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            MemoryModelStore fresh = new MemoryModelStore();
            publish(fresh, "weights");
            String text = Base64.getEncoder().encodeToString(flipped);
            Referrers.attach(
                    fresh,
                    digest,
                    PackageSigning.KIND,
                    descriptor(payload, Map.of(SIGNATURE, text)),
                    payload,
                    Map.of());
            assertThat(PackageSigning.find(fresh, digest, trust.keys())
                            .getFirst()
                            .key())
                    .as("bit %d", bit)
                    .isEmpty();
        }
        store.damage(layer.digest(), "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> PackageSigning.demand(store, digest, trust)).hasMessageContaining("cannot be read");
    }

    @Test
    void rubbishBesideAPackageIsToldAndDoesNotHideAGoodSignature() {
        Digest digest = publish("weights");
        byte[] rubbish = "no json".getBytes(StandardCharsets.UTF_8);
        attach(digest, descriptor(rubbish, Map.of()), rubbish);
        assertThatThrownBy(() -> PackageSigning.demand(store, digest, trust)).hasMessageContaining("is none: ");

        PackageSigning.sign(store, digest, ours);

        assertThatCode(() -> PackageSigning.demand(store, digest, trust)).doesNotThrowAnyException();
    }

    @Test
    void theSignatureIsInTheFormThatCosignWrites() {
        Digest digest = publish("weights");
        Digest signature = PackageSigning.sign(store, digest, ours);

        assertThat(store.referrers(digest))
                .containsExactly(new Referrer(signature, "application/vnd.dev.cosign.artifact.sig.v1+json"));
        Descriptor layer = Referrers.manifest(store, signature).layers().getFirst();
        assertThat(layer.mediaType()).isEqualTo("application/vnd.dev.cosign.simplesigning.v1+json");
        byte[] payload = store.read(layer.digest(), 1000);
        assertThat(new String(payload, StandardCharsets.UTF_8))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"\"},"
                        + "\"image\":{\"docker-manifest-digest\":\"" + digest + "\"},"
                        + "\"type\":\"cosign container image signature\"},\"optional\":null}");
        assertThat(ours.key()
                        .verify(
                                payload,
                                Base64.getDecoder().decode(layer.annotations().get(SIGNATURE))))
                .isTrue();
    }

    @Test
    void trustTravelsInOneLine() {
        Trust both = new Trust(true, List.of(ours.key(), theirs.key()));

        assertThat(Trust.decode(both.encoded())).isEqualTo(both);
        assertThat(Trust.decode("")).isEqualTo(Trust.ANYBODY);
        for (String wrong : List.of(",", "rubbish", both.encoded() + ",", " ")) {
            assertThatThrownBy(() -> Trust.decode(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void attach(Digest subject, Descriptor layer, byte[] payload) {
        Referrers.attach(store, subject, PackageSigning.KIND, layer, payload, Map.of());
    }

    private static Descriptor descriptor(byte[] payload, Map<String, String> annotations) {
        return new Descriptor(
                "application/vnd.dev.cosign.simplesigning.v1+json", Digest.of(payload), payload.length, annotations);
    }

    private Digest publish(String weights) {
        return publish(store, weights);
    }

    private static Digest publish(MemoryModelStore store, String weights) {
        byte[] bytes = weights.getBytes(StandardCharsets.UTF_8);
        Manifest manifest = new Manifest(
                ReferrerManifest.config(),
                List.of(new Descriptor("application/octet-stream", Digest.of(bytes), bytes.length, Map.of())));
        for (byte[] blob : List.of(bytes, ReferrerManifest.EMPTY.getBytes(StandardCharsets.UTF_8), manifest.bytes())) {
            store.put(Digest.of(blob), blob.length, () -> new ByteArrayInputStream(blob));
        }
        store.publish(manifest.digest());
        return manifest.digest();
    }
}
