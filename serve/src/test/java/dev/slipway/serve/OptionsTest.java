package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Digest;
import dev.slipway.core.spec.ProblemsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    private static final String DIGEST = Digest.of(new byte[0]).toString();

    @TempDir
    private Path folder;

    @Test
    void whatIsNotSaidIsLoopbackAndPort8080WithoutTls() {
        Options options =
                Options.parse("--model", DIGEST, "--store", folder.toString(), "--natives", folder.toString());

        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.tls()).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> Options.parse("--model", "digits", "--port", "70000", "--cert", "a.pem", "--colour"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("--model: \"digits\" is not a digest")
                .hasMessageContaining("--port: \"70000\"")
                .hasMessageContaining("--cert, --key: one is given without the other")
                .hasMessageContaining("--colour: is unknown")
                .hasMessageContaining("--store: \"\" is no folder");
    }
}
