package dev.slipway.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.FunctionCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeStoreTest {

    @TempDir
    Path folder;

    private InstalledCode installed;
    private CodeStore store;

    @BeforeEach
    void install() throws IOException {
        write("bundle/lib/slipway.jar", "the first code");
        write("client/lib/b.jar", "b");
        write("client/lib/a.jar", "a");
        write("client/native/jni.linux-x86_64.so", "for x86_64");
        write("client/native/jni.linux-aarch_64.so", "for aarch_64");
        installed = new InstalledCode(folder.resolve("bundle"), folder.resolve("client"));
        store = new CodeStore(folder.resolve("code"), "x86_64");
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void theSameContentIsKeptOnceUnderTheSameName() {
        assertThat(store.keep(installed)).isEqualTo(store.keep(installed));
    }

    @Test
    void keptCodeStaysWhenTheInstalledFilesAreWrittenOver() throws IOException {
        FunctionCode before = store.keep(installed);
        write("bundle/lib/slipway.jar", "the next code");
        FunctionCode after = store.keep(installed);
        assertThat(after.sha256()).isNotEqualTo(before.sha256());
        assertThat(before.taskRoot().resolve("lib/slipway.jar")).hasContent("the first code");
        assertThat(after.taskRoot().resolve("lib/slipway.jar")).hasContent("the next code");
    }

    @Test
    void theClassPathIsInOrderAndTheLibraryIsThisProcessors() {
        FunctionCode code = store.keep(installed);
        assertThat(code.runtimeClient())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("a.jar", "b.jar");
        assertThat(code.runtimeNative()).hasContent("for x86_64");
    }

    @Test
    void codeThatNoVersionUsesGoes() throws IOException {
        FunctionCode before = store.keep(installed);
        write("bundle/lib/slipway.jar", "the next code");
        FunctionCode after = store.keep(installed);
        store.keepOnly(Set.of(after.sha256()));
        assertThat(store.find(after.sha256())).isEqualTo(after);
        assertThatThrownBy(() -> store.find(before.sha256())).isInstanceOf(PlatformException.Missing.class);
    }

    @Test
    void codeThatWasChangedIsNeverUsed() throws IOException {
        FunctionCode kept = store.keep(installed);
        Files.writeString(kept.taskRoot().resolve("lib/slipway.jar"), "somebody else's code");
        CodeStore next = new CodeStore(folder.resolve("code"), "x86_64");

        assertThatThrownBy(() -> next.find(kept.sha256()))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(
                        folder.resolve("code").resolve(kept.sha256()).toString());
    }

    @Test
    void codeThatWasChangedIsKeptAnewWhereItIsInstalled() throws IOException {
        FunctionCode kept = store.keep(installed);
        Files.delete(kept.taskRoot().resolve("lib/slipway.jar"));
        CodeStore next = new CodeStore(folder.resolve("code"), "x86_64");

        assertThat(next.keep(installed)).isEqualTo(kept);
        assertThat(kept.taskRoot().resolve("lib/slipway.jar")).hasContent("the first code");
    }
}
