package dev.slipway.local.function;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.local.runtime.FunctionSettings;
import java.time.Duration;

/**
 * A published version as it is kept.
 *
 * @param version number, package and code
 * @param settings what it is given to run with: they belong to the version, as on Lambda
 * @param proven whether an environment of it has ever started
 */
record StoredVersion(FunctionVersion version, FunctionSettings settings, boolean proven) {

    String number() {
        return version.version();
    }

    StoredVersion nowProven() {
        return new StoredVersion(version, settings, true);
    }

    boolean serves(Digest digest, String codeSha256) {
        return version.digest().equals(digest) && version.codeSha256().equals(codeSha256);
    }

    Json json() {
        return Json.object()
                .with("version", Json.of(version.version()))
                .with("digest", Json.of(version.digest().toString()))
                .with("code_sha256", Json.of(version.codeSha256()))
                .with("memory", Json.of(settings.memory()))
                .with("timeout_ms", Json.of(settings.timeout().toMillis()))
                .with("snapstart", Json.of(settings.snapStart()))
                .with("proven", Json.of(proven));
    }

    static StoredVersion read(JsonReader reader) {
        return new StoredVersion(
                new FunctionVersion(
                        reader.text("version"), Digest.parse(reader.text("digest")), reader.text("code_sha256")),
                new FunctionSettings(
                        Math.toIntExact(reader.whole("memory")),
                        Duration.ofMillis(reader.whole("timeout_ms")),
                        reader.truth("snapstart")),
                reader.truth("proven"));
    }
}
