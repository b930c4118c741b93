package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.spec.ProblemsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody hostile may put into a folder or a store: refused by name, and nothing is written outside the store. */
class AttacksTest {

    @TempDir
    Path temporary;

    private FolderModelStore store;
    private Path folder;
    private ModelPackage same;
    private List<String> outside;

    @BeforeEach
    void aStoredPackageAndASecretBesideIt() throws IOException {
        store = new FolderModelStore(temporary.resolve("home/store"));
        folder = Folders.same(temporary.resolve("same"));
        same = new Packager(store).add(folder);
        Files.writeString(temporary.resolve("secret"), "secret");
        outside = outside();
    }

    @AfterEach
    void nothingWasWrittenOutsideTheStore() throws IOException {
        assertThat(outside()).isEqualTo(outside);
    }

    private List<String> outside() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(file -> !file.startsWith(store.root()) && !file.startsWith(folder))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", "./secret", "a//b", "C:\\secret", "a\\b"})
    void aPathThatLeavesTheFolderIsNotRead(String path) throws IOException {
        for (String key : List.of("weights", "samples", "baseline")) {
            String other = key.equals("weights") ? "" : "weights: model.onnx\n";
            String file = key.equals("baseline") ? path + ".csv" : path;
            Folders.spec(folder, "model: same\nformat: onnx\n" + other + key + ": '" + file + "'\n");

            assertThatThrownBy(() -> new Packager(store).add(folder))
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageContaining("slipway.yaml:")
                    .hasMessageContaining(file);
        }
    }

    @Test
    void aBillionLaughsAreNotLaughed() throws IOException {
        StringBuilder yaml = new StringBuilder("model: same\nweights: &a0 [lol, lol]\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("l")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        Folders.spec(folder, yaml.toString());

        assertThatThrownBy(() -> new Packager(store).add(folder))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("slipway.yaml:3:")
                .hasMessageContaining("anchors and aliases are not read here");
    }

    @Test
    void aSettingsFileWithoutEndIsNotReadToItsEnd() throws IOException {
        Folders.spec(folder, "model: same\n" + "#".repeat(3_000_000));

        assertThatThrownBy(() -> new Packager(store).add(folder))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("slipway.yaml");
    }

    @Test
    void aBlobThatIsALinkToAnotherFileIsNotRead() throws IOException {
        Descriptor card = same.manifest().layer("README.md").orElseThrow();
        Path blob = store.root().resolve("blobs/sha256").resolve(card.digest().hex());
        Files.delete(blob);
        Files.createSymbolicLink(blob, temporary.resolve("secret"));

        assertThat(problems(same.digest()))
                .anyMatch(problem -> problem.contains(card.digest().toString()));
        assertThatThrownBy(() -> store.publish(same.digest())).isInstanceOf(PlatformException.class);
    }

    @Test
    void aBlobReplacedByAnotherOfTheSamePackageIsNamed() throws IOException {
        Descriptor card = same.manifest().layer("README.md").orElseThrow();
        Descriptor weights = same.manifest().layer("model.onnx").orElseThrow();
        Path blobs = store.root().resolve("blobs/sha256");
        Files.write(
                blobs.resolve(weights.digest().hex()),
                Files.readAllBytes(blobs.resolve(card.digest().hex())));

        assertThat(problems(same.digest())).singleElement().asString().startsWith("model.onnx " + weights.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", "C:\\secret", ""})
    void aManifestWithAPathThatLeavesTheFolderIsNamed(String path) throws IOException {
        Digest forged =
                forged(path, same.manifest().layer("model.onnx").orElseThrow().size());

        assertThat(problems(forged)).anyMatch(problem -> problem.contains("has the path \"" + path + "\""));
    }

    @Test
    void aDeclaredSizeOfTenGigabytesIsNeitherReservedNorBelieved() throws IOException {
        Digest forged = forged("model.onnx", 10_000_000_000L);

        assertThat(problems(forged)).anyMatch(problem -> problem.contains("expected 10000000000"));
        assertThatThrownBy(() -> store.publish(forged)).isInstanceOf(PlatformException.Corrupt.class);
        assertThat(store.packages()).containsExactly(same.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:../../../secret", "sha256:ABC", "sha512:00"})
    void anIndexThatLeadsOutOfTheStoreIsBroken(String digest) throws IOException {
        Files.writeString(
                store.root().resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + Manifest.MEDIA_TYPE + "\",\"digest\":\""
                        + digest + "\",\"size\":6}]}");

        assertThatThrownBy(store::packages)
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining("broken index")
                .hasMessageContaining(digest.substring("sha256:".length()));
        assertThatThrownBy(store::tags).isInstanceOf(PlatformException.Corrupt.class);
    }

    private Digest forged(String path, long size) {
        List<Descriptor> layers = new ArrayList<>(same.manifest().layers());
        layers.replaceAll(layer -> layer.path().orElseThrow().equals("model.onnx")
                ? new Descriptor(layer.mediaType(), layer.digest(), size, Map.of(Descriptor.FILEPATH, path))
                : layer);
        byte[] bytes = new Manifest(same.manifest().config(), layers).bytes();
        store.put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
        return Digest.of(bytes);
    }

    private List<String> problems(Digest digest) throws IOException {
        return PackageVerifier.verify(store, digest).problems().stream()
                .map(Object::toString)
                .toList();
    }
}
