package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Digest;
import dev.slipway.functions.engine.ModelLoadException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {

    private static final String DIGEST = Digest.of(new byte[0]).toString();

    @TempDir
    private Path folder;

    @Test
    void whatIsNotSetIsNamedWithWhatItShouldBe() {
        fails(Map.of(), "SLIPWAY_MODEL is not set; expected the package's digest, sha256:<64 hexadecimal digits>");
        fails(
                Map.of("SLIPWAY_MODEL", DIGEST),
                "SLIPWAY_STORE is not set; expected the package store: a folder, or s3://bucket/prefix/");
    }

    @Test
    void aDigestThatIsNoneIsShown() {
        fails(
                Map.of("SLIPWAY_MODEL", "digits:stable"),
                "SLIPWAY_MODEL: \"digits:stable\" is not a digest; expected sha256: and 64 hexadecimal digits");
    }

    @Test
    void aStoreThatIsNoFolderIsShown() {
        fails(
                Map.of("SLIPWAY_MODEL", DIGEST, "SLIPWAY_STORE", "/nowhere/at/all"),
                "SLIPWAY_STORE: /nowhere/at/all is no folder; expected the package store");
    }

    @Test
    void aNumberThatIsNoneIsShown() {
        fails(
                Map.of(
                        "SLIPWAY_MODEL",
                        DIGEST,
                        "SLIPWAY_STORE",
                        folder.toString(),
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "much"),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE is \"much\"; expected a whole number");
    }

    @Test
    void noThreadAtAllIsRefused() {
        fails(
                Map.of("SLIPWAY_MODEL", DIGEST, "SLIPWAY_STORE", folder.toString(), "SLIPWAY_THREADS", "0"),
                "SLIPWAY_THREADS is \"0\"; expected a whole number from 1 on");
    }

    private static void fails(Map<String, String> environment, String message) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new Wiring(environment, nowhere, nowhere, Duration.ZERO).parts())
                .isInstanceOf(ModelLoadException.class)
                .hasMessage(message);
    }
}
