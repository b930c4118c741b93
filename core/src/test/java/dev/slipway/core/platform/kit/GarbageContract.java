package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.CollectingStore.Collected;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.memory.KeyPairSigner;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link CollectingStore} takes away, and what never. */
public abstract class GarbageContract {

    /** The store under test: empty when a test begins, and the same one whenever a test asks again. */
    protected abstract CollectingStore store() throws Exception;

    /** Replaces a stored blob's bytes behind the store's back, as a failing disk does. */
    protected abstract void damage(Digest blob, byte[] bytes) throws Exception;

    /** Sees to it that all that is stored now was stored before the time it answers. */
    protected abstract Instant age() throws Exception;

    @Test
    void packagesWithATagOrThatAreNeededStayWithAllThatIsSaidOfThem() throws Exception {
        Digest tagged = publish("tagged");
        Digest needed = publish("needed");
        Digest signature = PackageSigning.sign(store(), needed, KeyPairSigner.fresh());
        Digest free = publish("free");
        store().moveTag("digits:stable", Optional.empty(), tagged);

        Collected done = store().collect(Set.of(needed), age(), true);

        assertThat(done.packages()).containsExactly(free);
        assertThat(done.blobs()).isEqualTo(2);
        assertThat(store().packages()).containsExactlyInAnyOrder(tagged, needed);
        assertThat(store().read(bytes("weights of needed"), 100)).isNotEmpty();
        assertThat(store().read(bytes("shared"), 100)).isNotEmpty();
        assertThat(store().has(bytes("weights of free"))).isFalse();
        assertThat(store().has(free)).isFalse();
        assertThat(PackageSigning.find(store(), needed, List.of())).hasSize(1);
        assertThat(store().has(signature)).isTrue();
    }

    @Test
    void whatIsSaidOfAPackageGoesWithIt() throws Exception {
        Digest free = publish("free");
        Digest signature = PackageSigning.sign(store(), free, KeyPairSigner.fresh());

        store().collect(Set.of(), age(), true);

        assertThat(store().packages()).isEmpty();
        assertThat(store().referrers(free)).isEmpty();
        assertThat(store().has(signature)).isFalse();
        assertThat(store().has(bytes("weights of free"))).isFalse();
        assertThat(store().has(ReferrerManifest.config().digest()))
                .as("the empty config stays")
                .isTrue();
    }

    @Test
    void whatIsDetachedGoesAndItsPackageStays() throws Exception {
        Digest tagged = publish("tagged");
        store().moveTag("digits:stable", Optional.empty(), tagged);
        Digest kept = PackageSigning.sign(store(), tagged, KeyPairSigner.fresh());
        Digest detached = PackageSigning.sign(store(), tagged, KeyPairSigner.fresh());
        store().detach(detached);

        store().collect(Set.of(), age(), true);

        assertThat(store().has(detached)).isFalse();
        assertThat(PackageSigning.find(store(), tagged, List.of()))
                .extracting(PackageSigning.Found::referrer)
                .containsExactly(kept);
    }

    @Test
    void aDryRunTellsTheSameAndRemovesNothing() throws Exception {
        Digest free = publish("free");
        Instant before = age();

        Collected told = store().collect(Set.of(), before, false);

        assertThat(store().packages()).containsExactly(free);
        assertThat(store().has(bytes("weights of free"))).isTrue();
        assertThat(store().collect(Set.of(), before, true)).isEqualTo(told);
        assertThat(told.bytes()).isGreaterThan(15);
        assertThat(store().collect(Set.of(), before, true)).isEqualTo(Collected.NOTHING);
    }

    @Test
    void whatWasStoredLaterIsSpared() throws Exception {
        Digest late = publish("late");
        put("an orphan");

        assertThat(store().collect(Set.of(), Instant.EPOCH, true)).isEqualTo(Collected.NOTHING);
        assertThat(store().packages()).containsExactly(late);
        assertThat(store().has(bytes("an orphan"))).isTrue();
    }

    @Test
    void aPackagerWhoseBlobsWereTakenAwayPublishesNothingBroken() throws Exception {
        putAll("slow");

        store().collect(Set.of(), age(), true);

        assertThatThrownBy(() -> store().publish(manifest("slow").digest()))
                .isInstanceOf(PlatformException.Missing.class);
        assertThat(store().packages()).isEmpty();
        Digest again = publish("slow");
        assertThat(store().packages()).containsExactly(again);
    }

    @Test
    void whereAPackageThatStaysIsDamagedNothingIsRemoved() throws Exception {
        Digest tagged = publish("tagged");
        store().moveTag("digits:stable", Optional.empty(), tagged);
        Digest free = publish("free");
        damage(tagged, "{}".getBytes(StandardCharsets.UTF_8));
        Instant before = age();

        assertThatThrownBy(() -> store().collect(Set.of(), before, true)).isInstanceOf(PlatformException.Corrupt.class);
        assertThat(store().has(free)).isTrue();
        assertThat(store().packages()).contains(free);
    }

    @Test
    void anEmptyStoreHasNoGarbage() throws Exception {
        assertThat(store().collect(Set.of(), Instant.EPOCH, true)).isEqualTo(Collected.NOTHING);
    }

    /** Stores a small package and lists it. */
    protected final Digest publish(String name) throws Exception {
        putAll(name);
        store().publish(manifest(name).digest());
        return manifest(name).digest();
    }

    /** Stores all parts of the package and does not list it. */
    protected final void putAll(String name) throws Exception {
        put("weights of " + name);
        put("shared");
        put(ReferrerManifest.EMPTY);
        put(manifest(name).bytes());
    }

    /** The manifest of that small package. */
    protected static Manifest manifest(String name) {
        return new Manifest(ReferrerManifest.config(), List.of(layer("weights of " + name), layer("shared")));
    }

    private static Descriptor layer(String text) {
        return new Descriptor("application/octet-stream", bytes(text), text.length(), Map.of());
    }

    /** The digest of a text's bytes. */
    protected static Digest bytes(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Stores a text. */
    protected final Digest put(String text) throws Exception {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    private Digest put(byte[] bytes) throws Exception {
        store().put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
        return Digest.of(bytes);
    }
}
