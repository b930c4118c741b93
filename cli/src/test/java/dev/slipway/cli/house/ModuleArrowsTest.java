package dev.slipway.cli.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may use whom. An arrow that is missing here is a decision to take, not a line to add. */
class ModuleArrowsTest {
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("core", Set.of()),
            entry("model-packager", Set.of("core")),
            entry("functions", Set.of("core", "aws", "github")),
            entry("aws", Set.of("core")),
            entry("github", Set.of("core")),
            entry("infra", Set.of("core", "model-packager")),
            entry("web", Set.of("core")),
            entry("startup", Set.of()),
            entry("plain-client", Set.of()),
            // plain-client for tests alone
            entry("local", Set.of("core", "startup", "web")),
            entry("serve", Set.of("core", "functions", "startup", "web")),
            entry("cli", Set.of("core", "model-packager", "local", "startup", "aws", "github")));

    /** Arrows that bring files and no classes: the module is only built before. */
    private static final Map<String, Set<String>> FILES =
            Map.of("cli", Set.of("functions", "plain-client", "serve"), "infra", Set.of("functions"));

    /**
     * Arrows of tests alone: the stage that templates make in an emulator is driven through the adapters, and functions are
     * run under the client that stands in for AWS's.
     */
    private static final Map<String, Set<String>> TESTS =
            Map.of("infra", Set.of("aws"), "local", Set.of("plain-client"));

    @Test
    void everyModuleSaysHereWhomItMayUse() {
        assertThat(ARROWS.keySet()).containsAll(Modules.names());
    }

    @Test
    void aModuleCompilesOnlyAgainstTheModulesItMayUse() {
        assertThat(arrowsOutside(ARROWS, "jar")).isEmpty();
    }

    @Test
    void testsUseFewModulesMore() {
        assertThat(arrowsOutside(TESTS, "test")).isEmpty();
    }

    @Test
    void bundlesTravelAsFilesAndNotAsClasses() {
        assertThat(arrowsOutside(FILES, "pom")).isEmpty();
    }

    @Test
    void testsBorrowOnlyTheConformanceKitOfCoreAndTheEmulatorsOfAws() {
        var kits =
                Modules.names().stream().collect(Collectors.toMap(module -> module, module -> Set.of("core", "aws")));
        assertThat(arrowsOutside(kits, "test-jar")).isEmpty();
    }

    private static List<String> arrowsOutside(Map<String, Set<String>> allowed, String type) {
        return Modules.names().stream()
                .flatMap(module -> Modules.usesOf(module).stream()
                        .filter(use -> use.type().equals(type))
                        .filter(use -> !allowed.getOrDefault(module, Set.of()).contains(use.module()))
                        .map(use -> module + " -> " + use.module()))
                .toList();
    }
}
