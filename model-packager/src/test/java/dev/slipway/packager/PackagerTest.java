package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.onnx.OnnxFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagerTest {

    /** The digest of {@link Folders#same}, on every machine and for ever. */
    private static final String SAME = "sha256:26e65360a7e46c72f882a0787b6ad7e76d97ca3cf0db331218bdb18fadd99d00";

    private final MemoryModelStore store = new MemoryModelStore();

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void aModelFolder() throws IOException {
        folder = Folders.same(temporary.resolve("same"));
    }

    @Test
    void theSameFolderHasThisDigestOnEveryMachine() throws IOException {
        assertThat(Packager.read(folder).digest()).hasToString(SAME);
    }

    @Test
    void thePackageIsAModelPackArtifact() throws IOException {
        ModelPackage same = new Packager(store).add(folder);

        Manifest manifest = Manifest.parse(store.read(same.digest(), 1 << 20));
        assertThat(manifest.layers())
                .extracting(layer -> layer.path().orElseThrow())
                .containsExactly(
                        "LICENSE",
                        "README.md",
                        "baseline.json",
                        "model.onnx",
                        "samples.jsonl",
                        "serving.json",
                        "slipway.yaml");
        assertThat(manifest.layers())
                .extracting(Descriptor::mediaType)
                .containsExactly(
                        "application/vnd.cncf.model.doc.v1.raw",
                        "application/vnd.cncf.model.doc.v1.raw",
                        "application/vnd.cncf.model.dataset.v1.raw",
                        "application/vnd.cncf.model.weight.v1.raw",
                        "application/vnd.cncf.model.dataset.v1.raw",
                        "application/vnd.cncf.model.weight.config.v1.raw",
                        "application/vnd.cncf.model.weight.config.v1.raw");
        assertThat(manifest.layers())
                .allSatisfy(layer -> assertThat(layer.annotations())
                        .isEqualTo(Map.of(
                                "org.cncf.model.filepath",
                                layer.path().orElseThrow(),
                                "org.opencontainers.image.title",
                                layer.path().orElseThrow())));
    }

    @Test
    void theConfigHoldsWhatFollowsFromTheFolderAndNoMore() throws IOException {
        ModelPackage same = new Packager(store).add(folder);

        assertThat(same.manifest().config().mediaType()).isEqualTo("application/vnd.cncf.model.config.v1+json");
        String layers = String.join(
                "\",\"",
                same.manifest().layers().stream()
                        .map(layer -> layer.digest().toString())
                        .toList());
        assertThat(new String(store.read(same.manifest().config().digest(), 1 << 20), StandardCharsets.UTF_8))
                .isEqualTo("{\"config\":{\"format\":\"onnx\",\"paramSize\":\"0\"},"
                        + "\"descriptor\":{\"licenses\":[\"Apache-2.0\"],\"name\":\"same\"},"
                        + "\"modelfs\":{\"diffIds\":[\"" + layers + "\"],\"type\":\"layers\"}}");
    }

    @Test
    void everyBlobIsStoredUnderItsDigest() throws IOException {
        ModelPackage same = new Packager(store).add(folder);

        for (Descriptor layer : same.manifest().layers()) {
            String path = layer.path().orElseThrow();
            if (!path.equals(ServingManifest.PATH) && !path.equals("baseline.json")) {
                assertThat(store.read(layer.digest(), 1 << 20))
                        .isEqualTo(
                                Files.readAllBytes(folder.resolve(layer.path().get())));
            }
        }
    }

    @Test
    void clockLocaleTimeZonePermissionsAndOrderOfWritingChangeNothing() throws IOException {
        Digest here = Packager.read(folder).digest();
        Path elsewhere = temporary.resolve("elsewhere");
        Files.createDirectories(elsewhere);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Path copy = Files.copy(file, elsewhere.resolve(folder.relativize(file)));
                Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            }
        }
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

            assertThat(Packager.read(elsewhere).digest()).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aFileThatNothingNamesIsLeftOutAndTold() throws IOException {
        Digest before = Packager.read(folder).digest();
        Files.writeString(folder.resolve("train.py"), "print()");
        Files.writeString(folder.resolve(".DS_Store"), "");
        Files.createDirectories(folder.resolve("notebooks"));

        ModelPackage same = Packager.read(folder);

        assertThat(same.leftOut()).containsExactly("notebooks/", "train.py");
        assertThat(same.digest()).isEqualTo(before);
    }

    @Test
    void aChangedCardIsAnotherPackageThatSharesTheWeights() throws IOException {
        ModelPackage before = new Packager(store).add(folder);
        Files.writeString(folder.resolve("README.md"), "# same, but better told\n");

        ModelPackage after = new Packager(store).add(folder);

        assertThat(after.digest()).isNotEqualTo(before.digest());
        assertThat(after.manifest().layer("model.onnx"))
                .isEqualTo(before.manifest().layer("model.onnx"));
        assertThat(store.packages()).containsExactlyInAnyOrder(before.digest(), after.digest());
    }

    @Test
    void packagingAgainChangesNothing() throws IOException {
        FolderModelStore twice = new FolderModelStore(temporary.resolve("store"));
        Digest first = new Packager(twice).add(folder).digest();
        Digest second = new Packager(twice).add(folder).digest();

        assertThat(second).isEqualTo(first);
        assertThat(twice.packages()).containsExactly(first);
    }

    @Test
    void aFileThatChangesAfterItWasReadIsNotPackaged() throws IOException {
        ModelPackage same = Packager.read(folder);
        Files.writeString(folder.resolve("README.md"), "# Same\n");

        assertThatThrownBy(() -> new Packager(store).add(same))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("README.md: changed while it was packaged");
        assertThat(store.packages()).isEmpty();
    }

    @Test
    void weightsMayBeSeveralFilesInFolders() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data/model.onnx"), OnnxFixtures.external("weights.bin"));
        Files.write(folder.resolve("data/weights.bin"), new byte[48]);
        Folders.spec(folder, "model: same\nweights: [data/model.onnx, data/weights.bin]\n");

        ModelPackage same = Packager.read(folder);

        assertThat(same.serving().weights()).containsExactly("data/model.onnx", "data/weights.bin");
        assertThat(same.manifest().layer("data/weights.bin").orElseThrow().size())
                .isEqualTo(48);
        assertThat(same.leftOut()).isEqualTo(List.of("baseline.csv", "model.onnx", "samples.jsonl"));
    }
}
