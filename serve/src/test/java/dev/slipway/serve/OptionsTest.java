package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Digest;
import dev.slipway.core.spec.ProblemsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
    void whoIsToldOfAStartUpCacheMakesItUnlessItStartedFromIt() {
        String[] plain = {"--model", DIGEST, "--store", folder.toString(), "--natives", folder.toString()};

        assertThat(Options.parse(plain).startup()).isEmpty();
        assertThat(Options.parse(and(plain, "--startup", "/home/key/words")))
                .matches(options -> options.startup().isPresent() && !options.cached() && !options.training());
        assertThat(Options.parse(and(plain, "--startup", "/home/key/words", "--cached", "yes"))
                        .cached())
                .isTrue();
        assertThat(Options.parse(Options.parse(and(plain, "--startup", "/home/key/words"))
                        .trainee()
                        .toArray(String[]::new)))
                .as("who is trained makes no cache of its own")
                .matches(options -> options.startup().isEmpty() && options.training() && options.port() == 0);
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
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

    @Test
    void howLongItLingersIsFiveSecondsOrWhatIsSaidUpToADay() {
        assertThat(Options.parse(given()).linger()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Options.parse(given("--linger", "0s")).linger()).isZero();
        for (String wrong : List.of("soon", "2d")) {
            assertThatThrownBy(() -> Options.parse(given("--linger", wrong)))
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageContaining("--linger: ");
        }
    }

    private String[] given(String... more) {
        return Stream.concat(
                        Stream.of("--model", DIGEST, "--store", folder.toString(), "--natives", folder.toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
