package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the command says when it cannot do what it was asked. {@code messages.txt} has the cases: a line
 * {@code $ slipway ...}, a line {@code exit N}, then what stands on standard error; {@code FOLDER} is the working folder.
 */
class MessagesTest {

    @TempDir
    private Path folder = Path.of("");

    /**
     * One case of the file.
     *
     * @param command the arguments
     * @param expected the exit code and standard error
     */
    private record Case(String command, String expected) {}

    @BeforeEach
    void makeAFolderWithTrouble() throws IOException {
        folder = folder.toRealPath();
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/slipway.yaml"), """
                model: Digits
                weights: model.onnx
                release:
                  plan: canry
                  intervl: 5s
                """);
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("words.onnx"), "no model at all\n");
        Files.write(folder.resolve("model.pkl"), new byte[] {(byte) 0x80, 5, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0, 0, '.'});
        Files.writeString(folder.resolve("plan.yaml"), """
                release:
                  alpha: 0
                  steps:
                    - shift: {to: 150%, at_least: 5m, at_most: 1m}
                """);
    }

    @TestFactory
    Stream<DynamicTest> everyRefusalIsToldAsWritten() throws IOException {
        return cases().stream()
                .map(each -> DynamicTest.dynamicTest(
                        "slipway " + each.command(),
                        () -> assertThat(said(each.command())).isEqualTo(each.expected())));
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(MessagesTest.class.getResourceAsStream("messages.txt"))) {
            for (String block : new String(file.readAllBytes(), UTF_8).split("(?m)^\\$ slipway", -1)) {
                if (!block.isBlank()) {
                    String[] parts = block.split("\n", 2);
                    cases.add(new Case(parts[0].strip(), parts[1].strip()));
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(15);
        return cases;
    }

    private String said(String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings in = new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                folder,
                "ada",
                InstantSource.system(),
                Optional.empty(),
                Optional.empty());
        String[] arguments = command.isEmpty() ? new String[0] : command.split(" ", -1);
        int exit = Main.run(in, arguments);
        assertThat(out.toString()).as("standard output").isEmpty();
        return ("exit " + exit + "\n" + err)
                .replace(folder.toString(), "FOLDER")
                .strip();
    }
}
