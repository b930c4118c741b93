package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.PackageReferences.Stored;
import dev.slipway.packager.PackageReferences.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageReferencesTest {

    private final MemoryModelStore store = new MemoryModelStore();

    @TempDir
    Path here;

    private PackageReferences references;
    private Digest digest;

    @BeforeEach
    void aPackageAndItsTag() throws IOException {
        references = new PackageReferences(store, here);
        digest = new Packager(store).add(Folders.same(here.resolve("same"))).digest();
        store.moveTag("same:stable", Optional.empty(), digest);
    }

    @Test
    void aPackageIsFoundByDigestPrefixOrTag() {
        assertThat(references.find(digest.toString())).isEqualTo(new Stored(digest));
        assertThat(references.find(digest.hex())).isEqualTo(new Stored(digest));
        assertThat(references.find(digest.brief())).isEqualTo(new Stored(digest));
        assertThat(references.find("sha256:" + digest.hex().substring(0, 4))).isEqualTo(new Stored(digest));
        assertThat(references.find("same:stable")).isEqualTo(new Stored(digest));
    }

    @Test
    void aFolderIsFoundByItsPathOrItsName() throws IOException {
        Folders.same(here.resolve("other"));

        assertThat(references.find("other")).isEqualTo(new Unpacked(here.resolve("other")));
        assertThat(references.find("./other")).isEqualTo(new Unpacked(here.resolve("./other")));
        assertThat(references.find(here.resolve("other").toString())).isEqualTo(new Unpacked(here.resolve("other")));
        assertThat(references.find("not/there")).isEqualTo(new Unpacked(here.resolve("not/there")));
    }

    @Test
    void aFolderIsPackagedWhereItsPackageIsNeeded() throws IOException {
        Path changed = Folders.same(here.resolve("changed"));
        Files.writeString(changed.resolve("README.md"), "# changed\n");

        Digest found = references.stored("changed");

        assertThat(store.packages()).contains(digest, found).hasSize(2);
        assertThat(references.stored("same:stable")).isEqualTo(digest);
    }

    @Test
    void aFolderThatIsNoneIsToldAsSuch() {
        assertThatThrownBy(() -> references.stored("not/there"))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(here.resolve("not/there") + ": there is no such folder");
    }

    @Test
    void anUnknownNameIsToldWhatIsKnown() {
        assertThatThrownBy(() -> references.find("same:stabel"))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("package: no package is called \"same:stabel\"; expected a model folder, a digest, the"
                        + " beginning of one, or a tag; known: same:stable, sha256:" + digest.brief());
        assertThatThrownBy(() -> references.find("sha256:" + "0".repeat(64)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("no package is called");
        assertThatThrownBy(() -> new PackageReferences(new MemoryModelStore(), here).find("x"))
                .hasMessageContaining("the store is empty");
        for (String odd : new String[] {"", " ", "sha256:", "abc", "\0", "*"}) {
            assertThatThrownBy(() -> references.find(odd)).as(odd).isInstanceOf(ProblemsException.class);
        }
    }

    @Test
    void aPrefixOfManyPackagesNamesNone() {
        // Four hexadecimal digits have 65,536 values; a few hundred packages meet soon.
        Manifest manifest = Manifest.parse(store.read(digest, 1 << 20));
        Set<String> prefixes = new HashSet<>();
        String met = "";
        for (int i = 0; met.isEmpty(); i++) {
            byte[] config = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            String prefix = publish(new Manifest(
                            new Descriptor("config", put(config), config.length, Map.of()), manifest.layers()))
                    .hex()
                    .substring(0, 4);
            met = prefixes.add(prefix) ? "" : prefix;
        }
        String ambiguous = met;

        assertThatThrownBy(() -> references.find(ambiguous))
                .isInstanceOf(ProblemsException.class)
                .hasMessageStartingWith("package: \"" + ambiguous + "\" fits 2 packages: sha256:" + ambiguous)
                .hasMessageEndingWith("write more digits");
    }

    private Digest publish(Manifest manifest) {
        Digest stored = put(manifest.bytes());
        store.publish(stored);
        return stored;
    }

    private Digest put(byte[] bytes) {
        store.put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
        return Digest.of(bytes);
    }
}
