package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.ModelStore.Referrer;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ModelStore} does with what is said of packages. A part of {@link ModelStoreContract}. */
abstract class ReferrersContract {

    private static final String KIND = "application/vnd.example.opinion+json";
    private static final String OTHER_KIND = "application/vnd.example.measure+json";
    private static final byte[] GOOD = bytes("{\"opinion\":\"good\"}");
    private static final byte[] BAD = bytes("{\"opinion\":\"bad\"}");

    /** The store under test: empty when a test begins, and the same one whenever a test asks again. */
    protected abstract ModelStore store() throws Exception;

    /** The same stored state through an adapter of its own, as another process would see it. */
    protected abstract ModelStore anotherHandle() throws Exception;

    @Test
    void aPackageOfWhichNothingWasSaidHasNoReferrers() throws Exception {
        assertThat(store().referrers(publish(bytes("weights")))).isEmpty();
        assertThat(store().referrers(Digest.of(GOOD))).isEmpty();
    }

    @Test
    void whatIsSaidOfAPackageIsListedAndReadBack() throws Exception {
        Digest subject = publish(bytes("weights"));

        Digest good = Referrers.attach(store(), subject, KIND, GOOD, Map.of("by", "one"));
        Digest bad = Referrers.attach(anotherHandle(), subject, KIND, BAD, Map.of());
        Digest other = Referrers.attach(store(), subject, OTHER_KIND, GOOD, Map.of());

        assertThat(anotherHandle().referrers(subject))
                .containsExactlyInAnyOrder(
                        new Referrer(good, KIND), new Referrer(bad, KIND), new Referrer(other, OTHER_KIND));
        assertThat(anotherHandle().referrers(subject).stream().map(Referrer::digest))
                .isSorted();
        assertThat(Referrers.of(anotherHandle(), subject, OTHER_KIND)).containsExactly(other);
        assertThat(Referrers.content(anotherHandle(), good, 100)).isEqualTo(GOOD);
        assertThat(Referrers.manifest(anotherHandle(), good).annotations()).isEqualTo(Map.of("by", "one"));
    }

    @Test
    void sayingTheSameAgainChangesNothing() throws Exception {
        Digest subject = publish(bytes("weights"));

        Digest first = Referrers.attach(store(), subject, KIND, GOOD, Map.of());
        Digest second = Referrers.attach(anotherHandle(), subject, KIND, GOOD, Map.of());

        assertThat(second).isEqualTo(first);
        assertThat(store().referrers(subject)).containsExactly(new Referrer(first, KIND));
    }

    @Test
    void whatIsSaidBelongsToItsPackageAloneAndIsNoPackage() throws Exception {
        Digest one = publish(bytes("weights"));
        Digest two = publish(bytes("other weights"));

        Digest said = Referrers.attach(store(), one, KIND, GOOD, Map.of());

        assertThat(store().referrers(two)).isEmpty();
        assertThat(store().packages()).containsExactlyInAnyOrder(one, two);
        assertThatThrownBy(() -> store().moveTag("digits:stable", Optional.empty(), said))
                .isInstanceOf(PlatformException.Missing.class);
    }

    @Test
    void tagsMoveAndPackagesComeWithoutLosingWhatWasSaid() throws Exception {
        Digest one = publish(bytes("weights"));
        Digest said = Referrers.attach(store(), one, KIND, GOOD, Map.of());

        Digest two = publish(bytes("other weights"));
        store().moveTag("digits:stable", Optional.empty(), one);
        store().moveTag("digits:stable", Optional.of(one), two);

        assertThat(anotherHandle().referrers(one)).containsExactly(new Referrer(said, KIND));
    }

    @Test
    void whatSpeaksOfAnUnknownPackageIsNotListed() throws Exception {
        publish(bytes("weights"));
        Digest unknown = Digest.of(bytes("no package"));
        Digest said = put(store(), referrer(unknown, GOOD).bytes());
        put(store(), GOOD);

        assertThatThrownBy(() -> store().attach(said))
                .isInstanceOf(PlatformException.Missing.class)
                .hasMessageContaining(unknown.toString());
        assertThat(store().referrers(unknown)).isEmpty();
    }

    @Test
    void whatIsDetachedIsNotSaidAnyMoreAndMayBeSaidAgain() throws Exception {
        Digest subject = publish(bytes("weights"));
        Digest good = Referrers.attach(store(), subject, KIND, GOOD, Map.of());
        Digest bad = Referrers.attach(store(), subject, KIND, BAD, Map.of());

        anotherHandle().detach(good);
        anotherHandle().detach(good);
        anotherHandle().detach(Digest.of(GOOD));

        assertThat(store().referrers(subject)).containsExactly(new Referrer(bad, KIND));
        assertThat(Referrers.attach(store(), subject, KIND, GOOD, Map.of())).isEqualTo(good);
        assertThat(store().referrers(subject)).hasSize(2);
    }

    @Test
    void aPackageIsNotDetached() throws Exception {
        Digest subject = publish(bytes("weights"));

        assertThatThrownBy(() -> store().detach(subject))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining(subject.toString());
        assertThat(store().packages()).containsExactly(subject);
    }

    @Test
    void whatLacksItsContentIsNotListed() throws Exception {
        Digest subject = publish(bytes("weights"));
        Digest said = put(store(), referrer(subject, GOOD).bytes());

        assertThatThrownBy(() -> store().attach(said))
                .isInstanceOf(PlatformException.Missing.class)
                .hasMessageContaining(Digest.of(GOOD).toString());
        assertThatThrownBy(() -> store().attach(Digest.of(BAD))).isInstanceOf(PlatformException.Missing.class);
        assertThat(store().referrers(subject)).isEmpty();
    }

    @Test
    void aPackageSpeaksOfNothing() throws Exception {
        Digest subject = publish(bytes("weights"));

        assertThatThrownBy(() -> store().attach(subject))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("refers");
    }

    private static ReferrerManifest referrer(Digest subject, byte[] content) {
        return new ReferrerManifest(
                KIND,
                new Descriptor(Manifest.MEDIA_TYPE, subject, 1, Map.of()),
                List.of(new Descriptor(KIND, Digest.of(content), content.length, Map.of())),
                Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Digest put(byte[] bytes) throws Exception {
        return put(store(), bytes);
    }

    static Digest put(ModelStore store, byte[] bytes) {
        Digest blob = Digest.of(bytes);
        store.put(blob, bytes.length, () -> new ByteArrayInputStream(bytes));
        return blob;
    }

    Digest publish(byte[] weights) throws Exception {
        return publish(store(), weights);
    }

    static Digest publish(ModelStore store, byte[] weights) {
        Manifest manifest = manifest(weights);
        put(store, new byte[0]);
        put(store, weights);
        put(store, manifest.bytes());
        store.publish(manifest.digest());
        return manifest.digest();
    }

    static Manifest manifest(byte[] weights) {
        return new Manifest(
                new Descriptor("application/vnd.cncf.model.config.v1+json", Digest.of(new byte[0]), 0, Map.of()),
                List.of(new Descriptor(
                        "application/vnd.cncf.model.weight.v1.raw",
                        Digest.of(weights),
                        weights.length,
                        Map.of(Descriptor.FILEPATH, "model.onnx"))));
    }
}
