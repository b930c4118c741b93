package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.memory.KeyPairSigner;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.PackageVerifier.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageVerifierTest {

    private final MemoryModelStore store = new MemoryModelStore();

    @TempDir
    Path folder;

    private ModelPackage same;

    @BeforeEach
    void aStoredPackage() throws IOException {
        same = new Packager(store).add(Folders.same(folder));
    }

    @Test
    void aWholePackageIsWhole() throws IOException {
        Verification verification = PackageVerifier.verify(store, same.digest());

        assertThat(verification.problems()).isEmpty();
        assertThat(verification.isWhole()).isTrue();
        assertThat(verification.blobs()).isEqualTo(9);
        assertThat(verification.bytes())
                .isEqualTo(same.manifest().layers().stream()
                                .mapToLong(Descriptor::size)
                                .sum()
                        + same.manifest().config().size()
                        + same.manifest().bytes().length);
    }

    @Test
    void everyBlobThatIsFlippedTruncatedOrSwappedIsNamed() throws IOException {
        List<Descriptor> blobs = new ArrayList<>(same.manifest().layers());
        blobs.add(same.manifest().config());
        for (Descriptor blob : blobs) {
            byte[] whole = store.read(blob.digest(), 1 << 20);
            byte[] flipped = whole.clone();
            flipped[whole.length / 2] ^= 1;
            byte[] truncated = Arrays.copyOf(whole, whole.length - 1);
            for (byte[] damaged :
                    List.of(flipped, truncated, new byte[0], "swapped".getBytes(StandardCharsets.UTF_8))) {
                store.damage(blob.digest(), damaged);

                assertThat(PackageVerifier.verify(store, same.digest()).problems())
                        .extracting(Problem::place)
                        .containsExactly(blob.path().orElse("config") + " " + blob.digest());
            }
            store.damage(blob.digest(), whole);
        }
    }

    @Test
    void everyPartOfASignatureThatIsDamagedIsNamed() throws IOException {
        Digest signature = PackageSigning.sign(store, same.digest(), KeyPairSigner.fresh());
        Digest layer = Referrers.manifest(store, signature).layers().getFirst().digest();
        assertThat(PackageVerifier.verify(store, same.digest()).isWhole()).isTrue();
        assertThat(PackageVerifier.verify(store, same.digest()).blobs()).isEqualTo(11);

        for (Digest blob : List.of(signature, layer)) {
            byte[] whole = store.read(blob, 1 << 20);
            byte[] flipped = whole.clone();
            flipped[whole.length / 2] ^= 1;
            for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, whole.length - 1), new byte[0])) {
                store.damage(blob, damaged);

                assertThat(PackageVerifier.verify(store, same.digest()).problems())
                        .extracting(Problem::place)
                        .containsExactly(
                                blob.equals(signature)
                                        ? "signature " + signature
                                        : "signature " + signature + ", layer " + layer);
            }
            store.damage(blob, whole);
        }
    }

    @Test
    void itIsToldWhichBytesAreWrongAsFarAsADigestCanTell() throws IOException {
        Descriptor weights = same.manifest().layer("model.onnx").orElseThrow();
        byte[] whole = store.read(weights.digest(), 1 << 20);
        byte[] flipped = whole.clone();
        flipped[3] ^= 1;
        long size = weights.size();

        store.damage(weights.digest(), flipped);
        assertThat(onlyProblem()).endsWith("(somewhere in bytes 0 to " + (size - 1) + ")");
        store.damage(weights.digest(), Arrays.copyOf(whole, 5));
        assertThat(onlyProblem()).endsWith("(bytes 5 to " + (size - 1) + " are missing)");
        store.damage(weights.digest(), Arrays.copyOf(whole, whole.length + 1));
        assertThat(onlyProblem()).endsWith("(bytes from " + size + " on do not belong there)");
    }

    private String onlyProblem() throws IOException {
        return PackageVerifier.verify(store, same.digest())
                .problems()
                .getFirst()
                .toString();
    }

    @Test
    void aDamagedManifestIsNamed() throws IOException {
        store.damage(same.digest(), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(PackageVerifier.verify(store, same.digest()).problems())
                .extracting(Problem::place)
                .containsExactly("manifest " + same.digest());
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        Digest absent = Digest.of(new byte[] {1});

        assertThat(PackageVerifier.verify(store, absent).problems())
                .extracting(Problem::toString)
                .containsExactly("manifest " + absent + ": " + absent + " is not in the store");
        assertThat(PackageVerifier.verify(new MemoryModelStore(), same.digest()).isWhole())
                .isFalse();
    }

    @Test
    void aManifestWhoseLayersContradictEachOtherIsNotWhole() throws IOException {
        Descriptor weights = same.manifest().layer("model.onnx").orElseThrow();
        Descriptor outside = new Descriptor(
                weights.mediaType(), weights.digest(), weights.size(), Map.of(Descriptor.FILEPATH, "../model.onnx"));
        Descriptor lying =
                new Descriptor(weights.mediaType(), weights.digest(), 10_000_000_000L, weights.annotations());
        Descriptor nameless = new Descriptor(weights.mediaType(), weights.digest(), weights.size(), Map.of());
        Digest manifest = put(new Manifest(same.manifest().config(), List.of(outside, lying, weights, nameless)));

        assertThat(PackageVerifier.verify(store, manifest).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "model.onnx " + weights.digest() + ": has " + weights.size()
                                + " bytes; expected 10000000000, as the manifest says",
                        "manifest, layer " + weights.digest()
                                + ": has the path \"../model.onnx\"; expected a path that does not leave its folder",
                        "manifest, layer " + weights.digest()
                                + ": has the path \"model.onnx\", which another layer has too",
                        "manifest, layer " + weights.digest() + ": has no path",
                        "config: lists other layers than the manifest");
    }

    @Test
    void aPackageWithoutTheFilesItServesIsNotWhole() throws IOException {
        List<Descriptor> layers = same.manifest().layers().stream()
                .filter(layer -> !layer.path().orElseThrow().equals("model.onnx"))
                .toList();
        Digest manifest = put(new Manifest(same.manifest().config(), layers));

        assertThat(PackageVerifier.verify(store, manifest).problems())
                .extracting(Problem::toString)
                .contains("serving.json: names model.onnx, which the package does not hold");
    }

    private Digest put(Manifest manifest) {
        byte[] bytes = manifest.bytes();
        store.put(manifest.digest(), bytes.length, () -> new ByteArrayInputStream(bytes));
        return manifest.digest();
    }
}
