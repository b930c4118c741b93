package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpGoesToStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: slipway");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("Usage: slipway").containsPattern("\\n  console +Shows a stage's page");
        assertThat(err.toString().lines().filter(line -> line.matches("  [a-z]+ +[A-Z].*")))
                .hasSizeGreaterThan(25);
    }

    private int run(String... arguments) {
        var surroundings = new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                Path.of("").toAbsolutePath(),
                "ada",
                InstantSource.system(),
                Optional.empty(),
                Optional.empty());
        return Main.run(surroundings, arguments);
    }
}
