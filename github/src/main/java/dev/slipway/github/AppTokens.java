package dev.slipway.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The tokens of an App's installation: each lives for an hour, and is kept until shortly before its end. GitHub's
 * "Generating a JSON Web Token for a GitHub App" and "Create an installation access token".
 */
final class AppTokens {

    private static final Duration EARLY = Duration.ofMinutes(5);

    /** GitHub's clock and ours need not agree to the second. */
    private static final Duration BACK = Duration.ofSeconds(60);

    private static final Duration LONG = Duration.ofMinutes(9);

    private final GitHubAccess.App app;
    private final InstantSource clock;
    private Optional<Kept> kept = Optional.empty();

    AppTokens(GitHubAccess.App app, InstantSource clock) {
        this.app = app;
        this.clock = clock;
    }

    private record Kept(String token, Instant until) {}

    /** A token that will live for some minutes at least. */
    synchronized String token(GitHubApi api) {
        Instant now = clock.instant();
        Optional<Kept> good = kept.filter(found -> now.isBefore(found.until()));
        if (good.isPresent()) {
            return good.get().token();
        }
        JsonReader answer =
                api.post("/app/installations/" + app.installation() + "/access_tokens", Json.object(), jwt(now));
        Kept fresh = new Kept(
                answer.text("token"), Instant.parse(answer.text("expires_at")).minus(EARLY));
        kept = Optional.of(fresh);
        return fresh.token();
    }

    private String jwt(Instant now) {
        String signed = part(Json.object().with("alg", Json.of("RS256")).with("typ", Json.of("JWT"))) + "."
                + part(Json.object()
                        .with("iat", Json.of(now.minus(BACK).getEpochSecond()))
                        .with("exp", Json.of(now.plus(LONG).getEpochSecond()))
                        .with("iss", Json.of(app.id())));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(app.key());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of the App " + app.id() + " does not sign", e);
        }
    }

    private static String part(Json.Fields fields) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JsonText.write(fields).getBytes(UTF_8));
    }
}
