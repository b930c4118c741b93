package dev.slipway.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitHubAccessTest {

    @Test
    void aSecretIsATokenAlone() {
        assertThat(GitHubAccess.parse("github_pat_abc\n")).isEqualTo(new GitHubAccess.Token("github_pat_abc"));
    }

    @Test
    void orAnAppAsJson() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\\n" + key + "\\n-----END PRIVATE KEY-----";

        GitHubAccess access =
                GitHubAccess.parse("{\"app\": \"Iv23abc\", \"installation\": 7, \"key\": \"" + pem + "\"}");

        assertThat(access).isInstanceOfSatisfying(GitHubAccess.App.class, app -> {
            assertThat(app.id()).isEqualTo("Iv23abc");
            assertThat(app.installation()).isEqualTo(7);
        });
    }

    @Test
    void whatIsNeitherShowsNothingOfItself() {
        assertThatThrownBy(() -> GitHubAccess.parse("{\"app\": \"Iv23abc\", \"key\": \"s3cret\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("app, installation and key")
                .hasMessageNotContaining("s3cret");
        for (String secret : List.of("s3cret word", "\uFEFFs3cret", "s3cret\u200B", "s3cret\u0007")) {
            assertThatThrownBy(() -> GitHubAccess.parse(secret))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }
}
