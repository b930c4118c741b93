package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.folder.FolderModelStore.Collected;
import dev.slipway.core.platform.memory.KeyPairSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderGarbageTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2021-01-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private FolderModelStore store() {
        return new FolderModelStore(folder);
    }

    @Test
    void packagesWithATagOrThatAreNeededStayWithAllThatIsSaidOfThem() throws IOException {
        Digest tagged = publish("tagged");
        Digest needed = publish("needed");
        Digest signature = PackageSigning.sign(store(), needed, KeyPairSigner.fresh());
        Digest free = publish("free");
        store().moveTag("digits:stable", Optional.empty(), tagged);
        age();

        Collected done = store().collect(Set.of(needed), BEFORE, true);

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
    void whatIsSaidOfAPackageGoesWithIt() throws IOException {
        Digest free = publish("free");
        Digest signature = PackageSigning.sign(store(), free, KeyPairSigner.fresh());
        age();

        store().collect(Set.of(), BEFORE, true);

        assertThat(store().referrers(free)).isEmpty();
        assertThat(store().has(signature)).isFalse();
        try (Stream<Path> left = Files.list(folder.resolve("blobs/sha256"))) {
            assertThat(left).as("the empty config stays").hasSize(1);
        }
    }

    @Test
    void aDryRunTellsTheSameAndRemovesNothing() throws IOException {
        Digest free = publish("free");
        age();

        Collected told = store().collect(Set.of(), BEFORE, false);

        assertThat(store().packages()).containsExactly(free);
        assertThat(store().has(bytes("weights of free"))).isTrue();
        assertThat(store().collect(Set.of(), BEFORE, true)).isEqualTo(told);
        assertThat(told.bytes()).isGreaterThan(15);
    }

    @Test
    void whatWasStoredOrFoundOfLateIsSpared() throws IOException {
        Digest first = publish("first");
        put("an orphan");
        put("somebody counts on it");
        age();
        put("just put by a packager that has not published yet");
        put("somebody counts on it");
        Digest second = publish("second");

        Collected done = store().collect(Set.of(), BEFORE, true);

        assertThat(done.packages()).containsExactly(first);
        assertThat(store().packages()).containsExactly(second);
        assertThat(store().has(bytes("an orphan"))).isFalse();
        assertThat(store().has(bytes("just put by a packager that has not published yet")))
                .isTrue();
        assertThat(store().has(bytes("somebody counts on it"))).isTrue();
        assertThat(store().has(bytes("shared"))).isTrue();
    }

    @Test
    void aPackagerWhoseBlobsWereTakenAwayPublishesNothingBroken() throws IOException {
        Manifest manifest = manifest("slow");
        put("weights of slow");
        put("shared");
        put(ReferrerManifest.EMPTY);
        put(manifest.bytes());
        age();

        store().collect(Set.of(), BEFORE, true);

        assertThatThrownBy(() -> store().publish(manifest.digest())).isInstanceOf(PlatformException.Missing.class);
        assertThat(store().packages()).isEmpty();
    }

    @Test
    void whereAPackageThatStaysIsDamagedNothingIsRemoved() throws IOException {
        Digest tagged = publish("tagged");
        store().moveTag("digits:stable", Optional.empty(), tagged);
        Digest free = publish("free");
        Files.writeString(folder.resolve("blobs/sha256").resolve(tagged.hex()), "{}");
        age();

        assertThatThrownBy(() -> store().collect(Set.of(), BEFORE, true)).isInstanceOf(PlatformException.Corrupt.class);
        assertThat(store().has(free)).isTrue();
    }

    @Test
    void entriesOfOtherToolsAreKeptWithAllTheyName() throws IOException {
        put("a foreign layer");
        Digest foreign = put("{\"mediaType\":\"x\",\"layers\":[{\"digest\":\"" + bytes("a foreign layer") + "\"}]}");
        publish("free");
        Path index = folder.resolve("index.json");
        Files.writeString(
                index,
                Files.readString(index)
                        .replace(
                                "\"manifests\":[",
                                "\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                                        + "\"artifactType\":\"application/x\",\"digest\":\"" + foreign
                                        + "\",\"size\":1},"));
        age();

        store().collect(Set.of(), BEFORE, true);

        assertThat(store().has(foreign)).isTrue();
        assertThat(store().has(bytes("a foreign layer"))).isTrue();
        assertThat(Files.readString(index)).contains("application/x");
    }

    @Test
    void anEmptyStoreHasNoGarbage() {
        assertThat(store().collect(Set.of(), BEFORE, true)).isEqualTo(new Collected(List.of(), 0, 0));
        assertThat(folder.resolve("index.json")).doesNotExist();
    }

    private void age() throws IOException {
        try (Stream<Path> blobs = Files.list(folder.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                Files.setLastModifiedTime(blob, FileTime.from(LONG_AGO));
            }
        }
    }

    private Digest publish(String name) {
        put("weights of " + name);
        put("shared");
        put(ReferrerManifest.EMPTY);
        put(manifest(name).bytes());
        store().publish(manifest(name).digest());
        return manifest(name).digest();
    }

    private static Manifest manifest(String name) {
        return new Manifest(ReferrerManifest.config(), List.of(layer("weights of " + name), layer("shared")));
    }

    private static Descriptor layer(String text) {
        return new Descriptor("application/octet-stream", bytes(text), text.length(), Map.of());
    }

    private static Digest bytes(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private Digest put(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    private Digest put(byte[] bytes) {
        store().put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
        return Digest.of(bytes);
    }
}
