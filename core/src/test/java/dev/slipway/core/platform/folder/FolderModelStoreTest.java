package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.kit.ModelStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderModelStoreTest extends ModelStoreContract {

    private static final byte[] WEIGHTS = "weights".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path root() {
        return folder.resolve("home").resolve("store");
    }

    @Override
    protected FolderModelStore store() {
        return new FolderModelStore(root());
    }

    @Override
    protected ModelStore anotherHandle() {
        return new FolderModelStore(root());
    }

    @Override
    protected void damage(Digest blob, byte[] bytes) throws IOException {
        Files.write(root().resolve("blobs/sha256").resolve(blob.hex()), bytes);
    }

    @Test
    void askingCreatesNothing() {
        store().has(Digest.of(WEIGHTS));
        store().packages();
        store().tags();

        assertThat(root()).doesNotExist();
    }

    @Test
    void theLayoutIsAnOciImageLayout() throws IOException {
        Digest manifest = publish();
        store().moveTag("digits:stable", Optional.empty(), manifest);

        assertThat(root().resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
        assertThat(root().resolve("index.json"))
                .hasContent("""
                {"manifests":[{"annotations":{"org.opencontainers.image.ref.name":"digits:stable"},\
                "artifactType":"application/vnd.cncf.model.manifest.v1+json","digest":"%s",\
                "mediaType":"application/vnd.oci.image.manifest.v1+json","size":%d}],\
                "mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2}\
                """.formatted(manifest, manifest().bytes().length));
    }

    @Test
    void whatWasRefusedLeavesNothingBehind() throws IOException {
        Digest claimed = Digest.of(WEIGHTS);

        assertThatThrownBy(() -> store().put(claimed, 3, () -> new ByteArrayInputStream(WEIGHTS)))
                .isInstanceOf(PlatformException.Corrupt.class);

        assertThat(filesUnder("incoming")).isEmpty();
        assertThat(filesUnder("blobs")).isEmpty();
    }

    @Test
    void whatADeadProcessLeftBehindIsSweptByTheNextWriter() throws IOException {
        publish();
        Path left = Files.writeString(root().resolve("incoming").resolve("0".repeat(64) + "-999999999-0"), "half");

        put(store(), "more".getBytes(StandardCharsets.UTF_8));

        assertThat(left).doesNotExist();
    }

    @Test
    void aBlobOfTheWrongSizeIsPutAgain() throws IOException {
        Digest blob = put(store(), WEIGHTS);
        damage(blob, new byte[0]);

        assertThat(store().put(blob, WEIGHTS.length, () -> new ByteArrayInputStream(WEIGHTS)))
                .isTrue();
        assertThat(store().read(blob, 100)).isEqualTo(WEIGHTS);
    }

    @Test
    void aBlobOfTheRightSizeWithOtherBytesIsPutAgain() throws IOException {
        Digest blob = put(store(), WEIGHTS);
        damage(blob, new byte[WEIGHTS.length]);

        assertThat(store().put(blob, WEIGHTS.length, () -> new ByteArrayInputStream(WEIGHTS)))
                .isTrue();
        assertThat(store().read(blob, 100)).isEqualTo(WEIGHTS);
    }

    @Test
    void damagedBytesAreKeptWhereTheContentGivenIsNoBetter() throws IOException {
        Digest blob = put(store(), WEIGHTS);
        byte[] zeros = new byte[WEIGHTS.length];
        damage(blob, zeros);

        assertThatThrownBy(() -> store().put(blob, WEIGHTS.length, () -> new ByteArrayInputStream(zeros)))
                .isInstanceOf(PlatformException.Corrupt.class);
        assertThat(filesUnder("incoming")).isEmpty();
    }

    @Test
    void aBlobThatIsASymbolicLinkIsNotRead() throws IOException {
        publish();
        Digest blob = Digest.of(new byte[] {9});
        Path outside = Files.write(folder.resolve("outside"), new byte[] {9});
        Files.createSymbolicLink(root().resolve("blobs/sha256").resolve(blob.hex()), outside);

        assertThat(store().has(blob)).isFalse();
        assertThatThrownBy(() -> store().read(blob, 10)).isInstanceOf(PlatformException.class);
    }

    @Test
    void aStoreInTheWayOfAFileIsUnavailableAndSaysWhere() throws IOException {
        Files.writeString(folder.resolve("home"), "a file");

        assertThatThrownBy(() -> put(store(), WEIGHTS))
                .isInstanceOf(PlatformException.Unavailable.class)
                .hasMessageContaining(root().toString());
    }

    @Test
    void entriesOfOtherToolsAreKeptAndAreNoPackages() throws IOException {
        Digest manifest = publish();
        Json foreign = Json.object()
                .with("mediaType", Json.of(Manifest.MEDIA_TYPE))
                .with("artifactType", Json.of("application/vnd.example.sbom"))
                .with("digest", Json.of(Digest.of(WEIGHTS).toString()))
                .with("size", Json.of(7));
        Json ours = Json.object()
                .with("mediaType", Json.of(Manifest.MEDIA_TYPE))
                .with("digest", Json.of(manifest.toString()))
                .with("size", Json.of(manifest().bytes().length));
        Files.write(
                root().resolve("index.json"),
                JsonText.canonical(Json.object()
                        .with("schemaVersion", Json.of(2))
                        .with("manifests", Json.array(List.of(foreign, ours)))));

        assertThat(store().packages()).containsExactly(manifest);
        store().moveTag("digits:stable", Optional.empty(), manifest);

        assertThat(root().resolve("index.json")).content().contains("vnd.example.sbom");
        assertThat(store().packages()).containsExactly(manifest);
    }

    @Test
    void aBrokenIndexIsTold() throws IOException {
        publish();
        Files.writeString(root().resolve("index.json"), "{\"manifests\":");

        assertThatThrownBy(() -> store().packages())
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining("broken index");
    }

    @Test
    void readingWritesNothing() throws IOException {
        Digest manifest = publish();
        store().moveTag("digits:stable", Optional.empty(), manifest);
        String before = state();

        store().has(manifest);
        store().read(manifest, 1 << 20);
        store().packages();
        store().tag("digits:stable");

        assertThat(state()).isEqualTo(before);
    }

    /** Every file and folder of the store, with its size and the time it last changed. */
    private String state() throws IOException {
        StringBuilder state = new StringBuilder();
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : files.sorted().toList()) {
                state.append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        }
        return state.toString();
    }

    private Digest publish() {
        put(store(), new byte[0]);
        put(store(), WEIGHTS);
        put(store(), manifest().bytes());
        store().publish(manifest().digest());
        return manifest().digest();
    }

    private static Digest put(ModelStore store, byte[] bytes) {
        store.put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
        return Digest.of(bytes);
    }

    private static Manifest manifest() {
        return new Manifest(
                new Descriptor("application/vnd.cncf.model.config.v1+json", Digest.of(new byte[0]), 0, Map.of()),
                List.of(new Descriptor(
                        "application/vnd.cncf.model.weight.v1.raw", Digest.of(WEIGHTS), WEIGHTS.length, Map.of())));
    }

    private List<Path> filesUnder(String name) throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve(name))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
