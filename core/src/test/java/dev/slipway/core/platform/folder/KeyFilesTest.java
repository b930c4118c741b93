package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.VerificationKey;
import dev.slipway.core.platform.kit.SignerContract;
import dev.slipway.core.spec.AwsStage.Signing;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.StagesSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest extends SignerContract {

    @TempDir
    private Path folder = Path.of("");

    @Override
    protected Signer signer() throws IOException {
        return signer("one");
    }

    @Override
    protected Signer another() throws IOException {
        return signer("two");
    }

    private Signer signer(String name) throws IOException {
        if (!Files.exists(folder.resolve(name + ".key"))) {
            KeyFiles.make(folder.resolve(name));
        }
        return KeyFiles.signer(folder.resolve(name + ".key"));
    }

    @Test
    void theSecretHalfIsForItsOwnersEyesOnly() throws IOException {
        VerificationKey key = KeyFiles.make(folder.resolve("release"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("release.key"))))
                .isEqualTo("rw-------");
        assertThat(KeyFiles.key(folder.resolve("release.pub"))).isEqualTo(key);
        assertThat(folder.resolve("release.pub")).content().doesNotContain("PRIVATE");
    }

    @Test
    void aKeyIsNeverOverwritten() throws IOException {
        KeyFiles.make(folder.resolve("release"));
        byte[] before = Files.readAllBytes(folder.resolve("release.key"));

        assertThatThrownBy(() -> KeyFiles.make(folder.resolve("release")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("is there already");
        assertThat(folder.resolve("release.key")).hasBinaryContent(before);
    }

    @Test
    void aKeyWithoutOrWithAnothersPublicHalfIsRefused() throws IOException {
        KeyFiles.make(folder.resolve("one"));
        KeyFiles.make(folder.resolve("two"));
        Files.copy(folder.resolve("one.key"), folder.resolve("alone.key"));
        Files.copy(folder.resolve("one.key"), folder.resolve("mixed.key"));
        Files.copy(folder.resolve("two.pub"), folder.resolve("mixed.pub"));

        assertThatThrownBy(() -> KeyFiles.signer(folder.resolve("alone.key")))
                .hasMessageContaining("its public half is not beside it")
                .hasMessageContaining("openssl pkey -in");
        assertThatThrownBy(() -> KeyFiles.signer(folder.resolve("mixed.key")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("is not the secret half of");
        assertThatThrownBy(() -> KeyFiles.signer(folder.resolve("two.pub")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("holds no -----BEGIN PRIVATE KEY-----");
    }

    @Test
    void keysThatSettingsTrustAreReadAndWhatIsNoneIsToldAtItsPlace() throws IOException {
        VerificationKey key = KeyFiles.make(folder.resolve("release"));
        assertThat(KeyFiles.trust(folder, signing("[release.pub]"))).isEqualTo(new Trust(true, List.of(key)));
        Files.writeString(folder.resolve("text.pub"), "no key");

        assertThatThrownBy(() -> KeyFiles.trust(folder, signing("[release.pub, gone.pub, text.pub, release.key]")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("stages.yaml:1:64: keys: \"gone.pub\": there is no such file")
                .hasMessageContaining("stages.yaml:1:74: keys: \"text.pub\": found no public key")
                .hasMessageContaining("\"release.key\": found no public key");
    }

    private static Signing signing(String keys) {
        String text = "stages: {local: {signing: {required: true, keys: " + keys + "}}}";
        return StagesSpec.parse("stages.yaml", text.getBytes(StandardCharsets.UTF_8))
                .signing();
    }
}
