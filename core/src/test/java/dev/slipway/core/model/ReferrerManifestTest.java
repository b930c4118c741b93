package dev.slipway.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferrerManifestTest {

    private static final Digest SUBJECT = Digest.of("a package".getBytes(StandardCharsets.UTF_8));
    private static final Digest SAID = Digest.of("said".getBytes(StandardCharsets.UTF_8));

    private static final ReferrerManifest REFERRER = new ReferrerManifest(
            "application/vnd.example+json",
            new Descriptor(Manifest.MEDIA_TYPE, SUBJECT, 9, Map.of()),
            List.of(new Descriptor("application/vnd.example+json", SAID, 4, Map.of())),
            Map.of("b", "2", "a", "1"));

    @Test
    void itIsWrittenAsOciPrescribesAnArtifactWithASubject() {
        assertThat(new String(REFERRER.bytes(), StandardCharsets.UTF_8)).isEqualTo("""
                {"annotations":{"a":"1","b":"2"},"artifactType":"application/vnd.example+json",\
                "config":{"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",\
                "mediaType":"application/vnd.oci.empty.v1+json","size":2},\
                "layers":[{"digest":"%s","mediaType":"application/vnd.example+json","size":4}],\
                "mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2,\
                "subject":{"digest":"%s","mediaType":"application/vnd.oci.image.manifest.v1+json","size":9}}\
                """.formatted(SAID, SUBJECT));
    }

    @Test
    void itIsReadBackAsItWasWritten() {
        assertThat(ReferrerManifest.parse(REFERRER.bytes())).isEqualTo(REFERRER);
    }

    @Test
    void anOlderToolsArtifactIsOfItsConfigsKind() {
        byte[] older = new String(REFERRER.bytes(), StandardCharsets.UTF_8)
                .replace("\"artifactType\":\"application/vnd.example+json\",", "")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(ReferrerManifest.parse(older).artifactType()).isEqualTo("application/vnd.oci.empty.v1+json");
    }

    @Test
    void whatHasNoSubjectIsNoReferrer() {
        Manifest model = new Manifest(ReferrerManifest.config(), List.of());

        assertThatThrownBy(() -> ReferrerManifest.parse(model.bytes()))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("subject is missing");
    }
}
