package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ModelStore} does. */
public abstract class ModelStoreContract extends ReferrersContract {

    private static final byte[] WEIGHTS = "some weights".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "other bytes!".getBytes(StandardCharsets.UTF_8);
    private static final Digest ABSENT = Digest.of(new byte[] {1, 2, 3});

    /** Replaces a stored blob's bytes behind the store's back, as a failing disk does. */
    protected abstract void damage(Digest blob, byte[] bytes) throws Exception;

    /** Why what stands behind the adapter cannot decide a race: an emulator's fault. Empty for all others. */
    protected Optional<String> unfitForRaces() {
        return Optional.empty();
    }

    @Test
    void anEmptyStoreHasNothing() throws Exception {
        assertThat(store().has(ABSENT)).isFalse();
        assertThat(store().packages()).isEmpty();
        assertThat(store().tags()).isEmpty();
        assertThat(store().tag("digits:stable")).isEmpty();
    }

    @Test
    void aBlobIsReadBackAsItWasPut() throws Exception {
        Digest blob = put(WEIGHTS);

        assertThat(anotherHandle().has(blob)).isTrue();
        assertThat(anotherHandle().read(blob, WEIGHTS.length)).isEqualTo(WEIGHTS);
        try (InputStream in = anotherHandle().open(blob)) {
            assertThat(in.readAllBytes()).isEqualTo(WEIGHTS);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void anEmptyBlobIsABlobToo() throws Exception {
        Digest blob = put(new byte[0]);

        assertThat(store().read(blob, 0)).isEmpty();
    }

    @Test
    void aBlobOfManyBuffersIsReadBackAsItWasPut() throws Exception {
        byte[] large = new byte[1_000_003];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + i / 7);
        }
        Digest blob = put(large);

        try (InputStream in = store().open(blob)) {
            assertThat(in.read()).isEqualTo(large[0] & 0xff);
            assertThat(in.skip(10)).isEqualTo(10);
            assertThat(in.read()).isEqualTo(large[11] & 0xff);
            assertThat(in.readAllBytes()).hasSize(large.length - 12);
        }
    }

    @Test
    void aBlobIsStoredOnce() throws Exception {
        Digest blob = Digest.of(WEIGHTS);

        assertThat(store().put(blob, WEIGHTS.length, () -> new ByteArrayInputStream(WEIGHTS)))
                .isTrue();
        assertThat(anotherHandle().put(blob, WEIGHTS.length, () -> new ByteArrayInputStream(WEIGHTS)))
                .isFalse();
    }

    @Test
    void contentWithAnotherDigestIsRefused() throws Exception {
        Digest claimed = Digest.of(WEIGHTS);

        assertThatThrownBy(() -> store().put(claimed, OTHER.length, () -> new ByteArrayInputStream(OTHER)))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(claimed.toString());
        assertThat(store().has(claimed)).isFalse();
    }

    @Test
    void contentShorterThanDeclaredIsRefused() throws Exception {
        Digest blob = Digest.of(WEIGHTS);

        assertThatThrownBy(() -> store().put(blob, WEIGHTS.length + 1, () -> new ByteArrayInputStream(WEIGHTS)))
                .isInstanceOf(PlatformException.Corrupt.class);
        assertThat(store().has(blob)).isFalse();
    }

    @Test
    void contentLongerThanDeclaredIsRefusedAsSoonAsItIsTooLong() throws Exception {
        Digest blob = Digest.of(WEIGHTS);

        assertThatThrownBy(() -> store().put(blob, 10, Endless::new)).isInstanceOf(PlatformException.Corrupt.class);
        assertThat(store().has(blob)).isFalse();
    }

    @Test
    void contentThatBreaksOffStoresNothing() throws Exception {
        Digest blob = Digest.of(WEIGHTS);

        assertThatThrownBy(() -> store().put(blob, WEIGHTS.length, BreaksOff::new))
                .isInstanceOf(PlatformException.Unavailable.class)
                .hasMessageContaining("the cable was pulled");
        assertThat(store().has(blob)).isFalse();
        assertThat(put(WEIGHTS)).isEqualTo(blob);
    }

    @Test
    void aMissingBlobIsMissing() {
        assertThatThrownBy(() -> store().open(ABSENT))
                .isInstanceOf(PlatformException.Missing.class)
                .hasMessageContaining(ABSENT.toString());
        assertThatThrownBy(() -> store().read(ABSENT, 10)).isInstanceOf(PlatformException.Missing.class);
    }

    @Test
    void aDamagedBlobIsToldAtItsEndAndNeverReadWhole() throws Exception {
        Digest blob = put(WEIGHTS);
        damage(blob, OTHER);

        try (InputStream in = store().open(blob)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(PlatformException.Corrupt.class)
                    .hasMessageContaining(blob.toString())
                    .hasMessageContaining(Digest.of(OTHER).toString());
        }
        assertThatThrownBy(() -> store().read(blob, 100)).isInstanceOf(PlatformException.Corrupt.class);
    }

    @Test
    void aTruncatedBlobIsTold() throws Exception {
        Digest blob = put(WEIGHTS);
        damage(blob, new byte[0]);

        assertThatThrownBy(() -> store().read(blob, 100)).isInstanceOf(PlatformException.Corrupt.class);
    }

    @Test
    void aDamagedBlobIsMendedWhenItIsPutAgain() throws Exception {
        Digest blob = put(WEIGHTS);
        for (byte[] damaged : List.of(OTHER, new byte[0])) {
            damage(blob, damaged);

            assertThat(anotherHandle().put(blob, WEIGHTS.length, () -> new ByteArrayInputStream(WEIGHTS)))
                    .isTrue();
            assertThat(store().read(blob, WEIGHTS.length)).isEqualTo(WEIGHTS);
        }
    }

    @Test
    void moreThanTheLimitIsNotRead() throws Exception {
        Digest blob = put(WEIGHTS);

        assertThatThrownBy(() -> store().read(blob, WEIGHTS.length - 1))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(String.valueOf(WEIGHTS.length - 1));
    }

    @Test
    void aPublishedPackageIsListed() throws Exception {
        Digest first = publish(WEIGHTS);
        Digest second = publish(OTHER);

        assertThat(anotherHandle().packages())
                .containsExactlyInAnyOrder(first, second)
                .isSorted();
        assertThat(anotherHandle().tags()).isEmpty();
    }

    @Test
    void publishingAgainChangesNothing() throws Exception {
        Digest manifest = publish(WEIGHTS);
        store().moveTag("digits:stable", Optional.empty(), manifest);

        store().publish(manifest);

        assertThat(store().packages()).containsExactly(manifest);
        assertThat(store().tags()).containsExactly(Map.entry("digits:stable", manifest));
    }

    @Test
    void aPackageWithoutItsManifestIsNotPublished() {
        assertThatThrownBy(() -> store().publish(ABSENT)).isInstanceOf(PlatformException.Missing.class);
    }

    @Test
    void aPackageThatLacksABlobIsNotPublished() throws Exception {
        Manifest manifest = manifest(OTHER);
        put(new byte[0]);
        put(manifest.bytes());

        assertThatThrownBy(() -> store().publish(manifest.digest()))
                .isInstanceOf(PlatformException.Missing.class)
                .hasMessageContaining(Digest.of(OTHER).toString());
        assertThat(store().packages()).isEmpty();
    }

    @Test
    void aPackageThatDeclaresAnotherSizeIsNotPublished() throws Exception {
        put(new byte[0]);
        put(WEIGHTS);
        Manifest honest = manifest(WEIGHTS);
        Descriptor layer = honest.layers().get(0);
        Manifest lying = new Manifest(
                honest.config(),
                List.of(new Descriptor(layer.mediaType(), layer.digest(), 10_000_000_000L, layer.annotations())));
        put(lying.bytes());

        assertThatThrownBy(() -> store().publish(lying.digest()))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining("10000000000");
        assertThat(store().packages()).isEmpty();
    }

    @Test
    void aBlobThatIsNoManifestIsNotPublished() throws Exception {
        Digest blob = put(WEIGHTS);

        assertThatThrownBy(() -> store().publish(blob))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("no manifest of a model");
    }

    @Test
    void aTagMovesWhereItPointsToWhatWasExpected() throws Exception {
        Digest first = publish(WEIGHTS);
        Digest second = publish(OTHER);

        store().moveTag("digits:stable", Optional.empty(), first);
        assertThat(anotherHandle().tag("digits:stable")).contains(first);
        anotherHandle().moveTag("digits:stable", Optional.of(first), second);

        assertThat(store().tag("digits:stable")).contains(second);
        assertThat(store().packages()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aTagThatPointsElsewhereDoesNotMove() throws Exception {
        Digest first = publish(WEIGHTS);
        Digest second = publish(OTHER);
        store().moveTag("digits:stable", Optional.empty(), first);

        assertThatThrownBy(() -> store().moveTag("digits:stable", Optional.empty(), second))
                .isInstanceOf(PlatformException.Conflict.class)
                .hasMessageContaining(first.toString());
        assertThatThrownBy(() -> store().moveTag("digits:stable", Optional.of(second), second))
                .isInstanceOf(PlatformException.Conflict.class);
        assertThatThrownBy(() -> store().moveTag("digits:next", Optional.of(first), second))
                .isInstanceOf(PlatformException.Conflict.class)
                .hasMessageContaining("nothing");
        assertThat(store().tags()).containsExactly(Map.entry("digits:stable", first));
    }

    @Test
    void onePackageMayHaveManyTags() throws Exception {
        Digest first = publish(WEIGHTS);
        Digest second = publish(OTHER);
        store().moveTag("digits:stable", Optional.empty(), first);
        store().moveTag("digits:good", Optional.empty(), first);

        store().moveTag("digits:stable", Optional.of(first), second);

        assertThat(store().tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("digits:stable", second, "digits:good", first));
        assertThat(store().packages()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aTagPointsToPackagesOnly() throws Exception {
        Digest blob = put(WEIGHTS);

        assertThatThrownBy(() -> store().moveTag("digits:stable", Optional.empty(), blob))
                .isInstanceOf(PlatformException.Missing.class);
        publish(OTHER);
        assertThatThrownBy(() -> store().moveTag("digits:stable", Optional.empty(), ABSENT))
                .isInstanceOf(PlatformException.Missing.class);
        assertThat(store().tags()).isEmpty();
    }

    @Test
    void whatLooksLikeAPathOrADigestIsNoTag() throws Exception {
        Digest manifest = publish(WEIGHTS);
        for (String tag : List.of("", "../up", "a/b", "sha256:abc", "a b", "a::b", "-a", "a".repeat(200))) {
            assertThatThrownBy(() -> store().moveTag(tag, Optional.empty(), manifest))
                    .as(tag)
                    .isInstanceOf(PlatformException.Refused.class);
        }
        assertThat(store().tags()).isEmpty();
    }

    @Test
    void ofManyWhoMoveOneTagExactlyOneWins() throws Exception {
        assumeTrue(unfitForRaces().isEmpty(), () -> unfitForRaces().orElse(""));
        int movers = 8;
        List<Digest> packages = new ArrayList<>();
        for (int i = 0; i < movers; i++) {
            packages.add(publish(("weights " + i).getBytes(StandardCharsets.UTF_8)));
        }
        List<Callable<Boolean>> moves = new ArrayList<>();
        for (Digest target : packages) {
            ModelStore handle = anotherHandle();
            moves.add(() -> {
                try {
                    handle.moveTag("digits:stable", Optional.empty(), target);
                    return true;
                } catch (PlatformException.Conflict e) {
                    return false;
                }
            });
        }

        assertThat(together(moves)).containsOnlyOnce(true);
        assertThat(packages).contains(store().tag("digits:stable").orElseThrow());
    }

    @Test
    void manyMayPublishAtTheSameTimeAndNothingIsLost() throws Exception {
        assumeTrue(unfitForRaces().isEmpty(), () -> unfitForRaces().orElse(""));
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] weights = ("weights " + i % 4).getBytes(StandardCharsets.UTF_8);
            ModelStore handle = anotherHandle();
            writers.add(() -> {
                publish(handle, weights);
                return true;
            });
        }

        assertThat(together(writers)).hasSize(8).containsOnly(true);
        assertThat(store().packages()).hasSize(4);
    }

    private static List<Boolean> together(List<Callable<Boolean>> work) throws Exception {
        List<Boolean> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Boolean> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
        }
        return results;
    }

    /** Content without an end. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 7;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 7);
            return length;
        }
    }

    /** Content whose source goes away. */
    private static final class BreaksOff extends FilterInputStream {
        BreaksOff() {
            super(new ByteArrayInputStream(WEIGHTS, 0, 5));
        }

        @Override
        public int read() throws IOException {
            return told(super.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return told(super.read(target, offset, length));
        }

        private static int told(int count) throws IOException {
            if (count < 0) {
                throw new IOException("the cable was pulled");
            }
            return count;
        }
    }
}
