package dev.slipway.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.platform.ReleaseReport.Standing;
import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.kit.ReporterContract;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A check on the commit, by a GitHub App. */
class ReleaseCheckTest extends ReporterContract {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final int PKCS1_AT = 26;

    private static final KeyPair PAIR = generated();

    private final FakeGitHub gitHub = new FakeGitHub();
    private Instant now = NOON;
    private final Reporter reporter = new GitHubReporter(
            new GitHubSettings(gitHub.api(), new GitHubAccess.App("Iv23acme", 7, PAIR.getPrivate())), () -> now);

    private static KeyPair generated() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    @Override
    protected Reporter reporter() {
        return reporter;
    }

    @Override
    protected Seen seen(String release) {
        JsonReader check = gitHub.checks().stream()
                .filter(found -> found.text("external_id").equals(release))
                .findFirst()
                .orElseThrow();
        Light light = switch (check.optionalText("conclusion").orElse("")) {
            case "success" -> Light.GREEN;
            case "failure" -> Light.RED;
            default -> Light.OPEN;
        };
        return new Seen(light, check.child("output").text("summary").replace("\\", ""));
    }

    @Test
    void aReleaseHasOneCheckHoweverOftenItIsTold() {
        reporter.report(report("digits-7", Standing.RUNNING, "shift 10%"));
        reporter.report(report("digits-8", Standing.RUNNING, "verify"));
        reporter.report(report("digits-7", Standing.ROLLED_BACK, "the candidate fails more often"));

        assertThat(gitHub.checks())
                .extracting(check -> check.text("external_id") + " " + check.text("status"))
                .containsExactly("digits-7 completed", "digits-8 in_progress");
    }

    @Test
    void theAppSignsForItsTokenAndKeepsItForAnHour() throws GeneralSecurityException {
        reporter.report(report("digits-7", Standing.RUNNING, "verify"));
        now = NOON.plus(Duration.ofMinutes(54));
        reporter.report(report("digits-7", Standing.RUNNING, "shift 10%"));
        assertThat(gitHub.tokensAsked()).hasSize(1);
        now = NOON.plus(Duration.ofMinutes(56));
        reporter.report(report("digits-7", Standing.PROMOTED, "no worse"));
        assertThat(gitHub.tokensAsked()).hasSize(2);

        List<String> parts = List.of(gitHub.tokensAsked().getFirst().split("\\."));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(PAIR.getPublic());
        signature.update((parts.get(0) + "." + parts.get(1)).getBytes(UTF_8));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts.get(2))))
                .isTrue();
        JsonReader claims = JsonReader.parse("claims", Base64.getUrlDecoder().decode(parts.get(1)));
        assertThat(claims.text("iss")).isEqualTo("Iv23acme");
        assertThat(claims.whole("iat")).isEqualTo(NOON.getEpochSecond() - 60);
        assertThat(claims.whole("exp") - claims.whole("iat")).isEqualTo(600);
    }

    @Test
    void aReasonMakesNoLinkAndCallsNobody() {
        reporter.report(report("digits-7", Standing.ROLLED_BACK, "alarm <b>[x](http://evil)</b> @everyone fires"));

        assertThat(gitHub.checks().getFirst().child("output").text("summary"))
                .isEqualTo("alarm \\<b\\>\\[x\\](http://evil)\\</b\\> \\@everyone fires");
    }

    @Test
    void anAppKeyIsReadInBothForms() {
        byte[] pkcs8 = PAIR.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, PKCS1_AT, pkcs8.length);

        assertThat(AppKey.read(pem("PRIVATE KEY", pkcs8))).isEqualTo(PAIR.getPrivate());
        assertThat(AppKey.read(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(PAIR.getPrivate());
        assertThatThrownBy(() -> AppKey.read("ghp_something"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("ghp_something");
        assertThatThrownBy(() -> AppKey.read(pem("RSA PRIVATE KEY", new byte[] {1, 2, 3})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + kind
                + "-----\n";
    }
}
