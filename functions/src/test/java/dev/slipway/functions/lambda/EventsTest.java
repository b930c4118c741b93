package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Event file in, answer file out: {@code events/<case>.json} is what Lambda hands over, {@code events/<case>.answer} is
 * what it gets. To write a new one: run with {@code -Dgolden=write}, and read what was written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/slipway/functions/lambda/events");

    private TestFunction function;

    @BeforeAll
    void loadTheFunction(@TempDir Path folder) {
        function = TestFunction.of(folder);
    }

    static List<Path> events() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventHasItsAnswer(Path event) throws IOException {
        String answer = function.call(Files.readString(event), "call-1", TestFunction.LIVE) + "\n";

        Path golden = FOLDER.resolve(event.getFileName().toString().replace(".json", ".answer"));
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, answer);
        }
        assertThat(answer).isEqualTo(Files.readString(golden));
    }
}
