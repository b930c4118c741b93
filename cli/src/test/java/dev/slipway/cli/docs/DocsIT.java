package dev.slipway.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the documents say, block by block, each document from a fresh clone against a stage of its own, and compares
 * what happens with what they show. Every block of {@code sh} and {@code console} is executed, or stands here by name
 * with the reason, or is marked {@code needs-account} and counted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsIT {

    /** Blocks that are not executed, by their exact text, and why. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "mvn verify", "this test is a part of it",
            """
            $ ./slipway dist --out slipway.tar.gz
            ...  slipway.tar.gz""", ".ci/push-to-production makes it, twice",
            """
            cd infra
            npm ci
            npx cdk list
            npx cdk synth SlipwayModel-prod-digits""", "downloads the CDK's command; the tests of infra write the same templates");

    private static final Set<String> EXECUTED = Set.of("sh", "console");
    private static final Set<String> ALSO_SHELLS = Set.of("bash", "shell", "zsh", "shell-session");
    private static final String NEEDS_ACCOUNT = "needs-account";

    private final List<String> executed = new ArrayList<>();
    private final Map<String, List<String>> leftOut = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> theDocumentDoesWhatItSays(@TempDir Path folder) throws IOException {
        return Documents.all().stream()
                .filter(document -> !Documents.blocks(document).isEmpty())
                .map(document -> DynamicTest.dynamicTest(
                        document.toString(),
                        () -> follow(
                                document, folder.resolve(document.toString().replace('/', '-')))));
    }

    private void follow(Path document, Path folder) throws IOException, InterruptedException {
        List<Block> blocks =
                Documents.blocks(document).stream().filter(this::counts).toList();
        if (blocks.isEmpty()) {
            return;
        }
        try (Shell shell = Scratch.in(folder).terminal()) {
            Reader reader = new Reader(shell, folder);
            for (Block block : blocks) {
                reader.follow(block);
                executed.add(block.place());
            }
            reader.stop();
        }
    }

    /** Whether a block is to be executed; what is left out is noted. */
    private boolean counts(Block block) {
        assertThat(ALSO_SHELLS).as(block.place() + ": write sh or console").doesNotContain(block.language());
        if (!EXECUTED.contains(block.language())) {
            assertThat(block.lines())
                    .as(block.place() + ": commands stand in a block of sh or console")
                    .noneMatch(line -> line.matches("(\\$ |\\./slipway |mvn |curl ).*"));
            return false;
        }
        String text = String.join("\n", block.lines());
        if (NOT_HERE.containsKey(text)) {
            leaveOut(NOT_HERE.get(text), block);
            return false;
        }
        if (block.marks().contains(NEEDS_ACCOUNT)) {
            leaveOut(NEEDS_ACCOUNT, block);
            return false;
        }
        assertThat(block.marks()).as(block.place() + ": marks of the block").isEmpty();
        return true;
    }

    private void leaveOut(String why, Block block) {
        leftOut.computeIfAbsent(why, _ -> new ArrayList<>()).add(block.place());
    }

    @AfterAll
    void tellWhatWasExecuted() {
        leftOut.putIfAbsent(NEEDS_ACCOUNT, List.of());
        System.out.println("documents: " + executed.size() + " blocks executed");
        leftOut.forEach((why, places) -> System.out.println(
                "documents: " + places.size() + " blocks not executed, " + why + ": " + String.join(", ", places)));
    }
}
