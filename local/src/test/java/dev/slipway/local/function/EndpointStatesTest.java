package dev.slipway.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.FunctionSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointStatesTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Digest FIRST = Digest.of("first".getBytes(StandardCharsets.UTF_8));
    private static final Digest SECOND = Digest.of("second".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private EndpointState publish(Digest digest, EndpointStates states) {
        return states.change(DIGITS, before -> before.publish(digest, "code", FunctionSettings.DEFAULT));
    }

    @Test
    void whatWasChangedIsReadBackAfterARestart() {
        EndpointStates states = EndpointStates.open(folder);
        publish(FIRST, states);
        publish(SECOND, states);
        states.change(DIGITS, before -> before.proven("1").route(Weights.split("1", "2", new BigDecimal("0.1"))));
        EndpointState found = EndpointStates.open(folder).find(DIGITS).orElseThrow();
        assertThat(found).isEqualTo(states.find(DIGITS).orElseThrow());
        assertThat(found.routing().orElseThrow().weights().share("2")).isEqualByComparingTo("0.1");
        assertThat(found.version("1").orElseThrow().proven()).isTrue();
        assertThat(found.version("2").orElseThrow().proven()).isFalse();
    }

    @Test
    void aNumberIsNeverUsedAgainEvenAfterADeletion() {
        EndpointStates states = EndpointStates.open(folder);
        publish(FIRST, states);
        states.change(DIGITS, before -> before.without("1"));
        EndpointState after = publish(FIRST, EndpointStates.open(folder));
        assertThat(after.versions()).extracting(StoredVersion::number).containsExactly("2");
    }

    @Test
    void aChangeThatThrowsChangesNothing() {
        EndpointStates states = EndpointStates.open(folder);
        publish(FIRST, states);
        assertThatThrownBy(() -> states.change(DIGITS, _ -> {
                    throw new PlatformException.Refused("no");
                }))
                .isInstanceOf(PlatformException.Refused.class);
        assertThat(EndpointStates.open(folder).find(DIGITS)).isEqualTo(states.find(DIGITS));
    }

    @Test
    void aFileThatIsNotOursIsNamed() throws IOException {
        Files.writeString(folder.resolve("digits.json"), "{\"schema_version\": 2}");
        assertThatThrownBy(() -> EndpointStates.open(folder))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining("digits.json cannot be read: state has schema_version 2; this stage reads 1");
    }

    @Test
    void aFileThatIsNoJsonIsNamedWithThePlaceInIt() throws IOException {
        Files.writeString(folder.resolve("digits.json"), "{\"schema_version\": 1,\n\"next");
        assertThatThrownBy(() -> EndpointStates.open(folder))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining("digits.json cannot be read at line 2, column ");
    }

    @Test
    void whatAnEditorOrAFileBrowserLeavesIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve(".DS_Store"), "");
        Files.writeString(folder.resolve("Digits copy.json"), "x");
        assertThat(EndpointStates.open(folder).all()).isEmpty();
    }
}
