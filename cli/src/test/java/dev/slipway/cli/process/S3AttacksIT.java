package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.S3Place;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageCopy;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.memory.KeyPairSigner;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.PackageVerifier;
import dev.slipway.packager.Packager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody hostile may put into a bucket: refused by name, and nothing of it gets into this machine's store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3AttacksIT {

    private static final String PREFIX = "attacked/";

    @TempDir
    private static Path folder = Path.of("");

    private final KeyPairSigner signer = KeyPairSigner.fresh();
    private S3Door door;
    private S3Objects objects;
    private AwsPlatform aws;
    private ModelStore bucket;
    private ModelPackage digits;
    private Digest signature;
    private Map<String, String> whole = Map.of();
    private FolderModelStore mine;
    private List<String> outside = List.of();

    @BeforeAll
    void aSignedPackageInABucket() throws IOException {
        door = new S3Door(Files.createDirectories(folder.resolve("s3")));
        objects = new S3Objects(door);
        aws = AwsPlatform.open(AwsSettings.in("eu-west-1").emulatedAt(URI.create(door.endpoint())));
        bucket = aws.modelStore(S3Place.parse("s3://" + S3Door.BUCKET + "/" + PREFIX));
        digits = new Packager(bucket).add(Slipway.repository("examples/digits/v1"));
        signature = PackageSigning.sign(bucket, digits.digest(), signer);
        whole = objects.all(PREFIX);
    }

    @BeforeEach
    void aStoreOfMine() throws IOException {
        mine = new FolderModelStore(Files.createTempDirectory(folder, "mine").resolve("store"));
        outside = outside();
    }

    @AfterEach
    void allIsAsItWasAndNothingWasWrittenOutsideMyStore() throws IOException {
        whole.forEach((name, bytes) -> objects.write(PREFIX + name, bytes));
        assertThat(outside()).isEqualTo(outside);
    }

    @AfterAll
    void close() {
        aws.close();
        door.close();
    }

    private List<String> outside() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.startsWith(mine.root()) && !file.startsWith(folder.resolve("s3")))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyBlobThatIsFlippedTruncatedOrSwappedIsNamedAndNotTakenOver() throws Exception {
        List<String> blobs = whole.keySet().stream()
                .filter(name -> name.startsWith("blobs/")
                        && !whole.getOrDefault(name, "").equals("{}"))
                .toList();
        assertThat(blobs).hasSizeGreaterThan(8);
        for (String name : blobs) {
            String bytes = whole.getOrDefault(name, "");
            String digest = "sha256:" + name.substring(name.lastIndexOf('/') + 1);
            aStoreOfMine();
            objects.flip(PREFIX + name);
            assertNamed(digest);
            objects.write(PREFIX + name, bytes.substring(1));
            assertNamed(digest);
            objects.write(PREFIX + name, "swapped");
            assertNamed(digest);
            assertThatThrownBy(() -> copy(digits.digest()))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(digest);
            assertThat(mine.has(Digest.parse(digest))).isFalse();
            objects.write(PREFIX + name, bytes);
        }
        aStoreOfMine();
        copy(digits.digest());
        assertThat(PackageVerifier.verify(mine, digits.digest()).isWhole()).isTrue();
    }

    private void assertNamed(String digest) throws IOException {
        assertThat(PackageVerifier.verify(bucket, digits.digest()).problems())
                .extracting(Problem::place)
                .singleElement()
                .asString()
                .contains(digest);
    }

    @Test
    void aSignatureThatIsDamagedOrAnothersIsRefused() {
        Trust trust = new Trust(true, List.of(signer.key()));
        PackageSigning.demand(bucket, digits.digest(), trust);

        objects.flip(PREFIX + "blobs/sha256/" + signature.hex());
        assertThatThrownBy(() -> PackageSigning.demand(bucket, digits.digest(), trust))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(digits.digest().toString());
        objects.flip(PREFIX + "blobs/sha256/" + signature.hex());

        assertThatThrownBy(() -> PackageSigning.demand(
                        bucket,
                        digits.digest(),
                        new Trust(true, List.of(KeyPairSigner.fresh().key()))))
                .isInstanceOf(PlatformException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", "C:\\secret", ""})
    void aManifestWithAPathThatLeavesTheFolderIsNamed(String path) throws IOException {
        Digest forged = forged(path, weights().size());

        assertThat(problems(forged)).anyMatch(problem -> problem.contains("has the path \"" + path + "\""));
    }

    @Test
    void aDeclaredSizeOfTenGigabytesIsNeitherReservedNorBelieved() throws IOException {
        Digest forged = forged("model.onnx", 10_000_000_000L);

        assertThat(problems(forged)).anyMatch(problem -> problem.contains("expected 10000000000"));
        assertThatThrownBy(() -> bucket.publish(forged)).isInstanceOf(PlatformException.Corrupt.class);
        assertThatThrownBy(() -> copy(forged)).isInstanceOf(PlatformException.class);
        assertThat(mine.packages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:../../../secret", "sha256:ABC", "sha512:00"})
    void anIndexThatLeadsOutOfTheStoreIsBroken(String digest) {
        objects.write(
                PREFIX + "index.json",
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + Manifest.MEDIA_TYPE + "\",\"digest\":\""
                        + digest + "\",\"size\":6}]}");

        assertThatThrownBy(bucket::packages)
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining("broken index");
        assertThatThrownBy(bucket::tags).isInstanceOf(PlatformException.Corrupt.class);
    }

    private Descriptor weights() {
        return digits.manifest().layer("model.onnx").orElseThrow();
    }

    private Digest forged(String path, long size) {
        List<Descriptor> layers = new ArrayList<>(digits.manifest().layers());
        layers.replaceAll(layer -> layer.equals(weights())
                ? new Descriptor(layer.mediaType(), layer.digest(), size, Map.of(Descriptor.FILEPATH, path))
                : layer);
        byte[] bytes = new Manifest(digits.manifest().config(), layers).bytes();
        bucket.put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
        return Digest.of(bytes);
    }

    private List<String> problems(Digest digest) throws IOException {
        return PackageVerifier.verify(bucket, digest).problems().stream()
                .map(Object::toString)
                .toList();
    }

    private void copy(Digest digest) throws InterruptedException {
        new PackageCopy(bucket, mine, bytes -> {}).copy(digest);
    }
}
