package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.CollectingStore.Collected;
import dev.slipway.core.platform.kit.GarbageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderGarbageTest extends GarbageContract {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2021-01-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    @Override
    protected FolderModelStore store() {
        return new FolderModelStore(folder);
    }

    @Override
    protected void damage(Digest blob, byte[] bytes) throws IOException {
        Files.write(folder.resolve("blobs/sha256").resolve(blob.hex()), bytes);
    }

    @Override
    protected Instant age() throws IOException {
        try (Stream<Path> blobs = Files.list(folder.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                Files.setLastModifiedTime(blob, FileTime.from(LONG_AGO));
            }
        }
        return BEFORE;
    }

    @Test
    void whatWasStoredOrFoundOfLateIsSpared() throws Exception {
        Digest first = publish("first");
        put("an orphan");
        put("somebody counts on it");
        Instant before = age();
        put("just put by a packager that has not published yet");
        put("somebody counts on it");
        Digest second = publish("second");

        Collected done = store().collect(Set.of(), before, true);

        assertThat(done.packages()).containsExactly(first);
        assertThat(store().packages()).containsExactly(second);
        assertThat(store().has(bytes("an orphan"))).isFalse();
        assertThat(store().has(bytes("just put by a packager that has not published yet")))
                .isTrue();
        assertThat(store().has(bytes("somebody counts on it"))).isTrue();
        assertThat(store().has(bytes("shared"))).isTrue();
    }

    @Test
    void entriesOfOtherToolsAreKeptWithAllTheyName() throws Exception {
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

        store().collect(Set.of(), age(), true);

        assertThat(store().has(foreign)).isTrue();
        assertThat(store().has(bytes("a foreign layer"))).isTrue();
        assertThat(Files.readString(index)).contains("application/x");
    }

    @Test
    void lookingForGarbageMakesNoStore() {
        assertThat(store().collect(Set.of(), BEFORE, true)).isEqualTo(Collected.NOTHING);
        assertThat(folder.resolve("index.json")).doesNotExist();
    }
}
