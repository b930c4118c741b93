package dev.slipway.aws.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table on the page is the table that tests go by. */
class EmulatorTableTest {

    private static final List<EmulatorKind> KINDS = Arrays.stream(EmulatorKind.values())
            .sorted(Comparator.comparing(EmulatorKind::title).reversed())
            .toList();

    @Test
    void thePageSaysWhatEachEmulatorCanAndCannot() throws IOException {
        assertThat(Files.readString(Path.of("../docs/emulators.md"))).contains(table());
    }

    private static String table() {
        String head = KINDS.stream().map(EmulatorKind::title).collect(Collectors.joining(" | "));
        return "| | " + head + " |\n|---|" + "---|".repeat(KINDS.size()) + "\n"
                + Arrays.stream(Capability.values())
                        .map(capability -> "| " + capability.words() + " | " + row(capability) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String row(Capability capability) {
        return KINDS.stream()
                .map(kind -> kind.lack(capability).map(how -> "no: " + how).orElse("yes"))
                .collect(Collectors.joining(" | "));
    }
}
