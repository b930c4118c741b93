package dev.slipway.cli.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which packages a stage needs, whatever nobody tags. */
class NeededTest {

    private static final ModelName DIGITS = new ModelName("digits");

    @TempDir
    private Path folder = Path.of("");

    private final MemoryFunctionService functions =
            new MemoryFunctionService("c0de", version -> event -> new Invocation.Answered(new byte[0]));
    private final ReleaseStore releases = new MemoryReleaseStore();
    private FolderModelStore store = new FolderModelStore(folder);
    private final List<Digest> packages = new ArrayList<>();

    @BeforeEach
    void fivePackagesOfOneModel() throws IOException {
        store = new FolderModelStore(folder.resolve("store"));
        Path model = Files.createDirectories(folder.resolve("digits"));
        Path example = Path.of("..", "examples", "digits", "v1");
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(example.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (int i = 0; i < 5; i++) {
            Files.writeString(model.resolve("README.md"), "# digits, take " + i + "\n");
            packages.add(new Packager(store).add(model).digest());
        }
    }

    @Test
    void whatNobodyNamesIsNotNeeded() {
        assertThat(needed(Optional.empty(), 5)).isEmpty();
    }

    @Test
    void everyVersionAndWhatTheNextOneWillServeAreNeeded() {
        functions.publish(DIGITS, packages.get(0));
        functions.publish(DIGITS, packages.get(1));

        assertThat(needed(Optional.of(packages.get(2)), 5))
                .containsExactlyInAnyOrder(packages.get(0), packages.get(1), packages.get(2));
    }

    @Test
    void everyReleaseThatStandsIsNeededAndTheLastOfTheHistory() {
        releases.create("_endpoints/digits.json", bytes("{\"candidate\":\"" + packages.get(0) + "\"}"));
        for (int i = 1; i < 5; i++) {
            releases.create("digits/events/00000000" + i + ".json", bytes("{\"digest\":\"" + packages.get(i) + "\"}"));
        }

        assertThat(needed(Optional.empty(), 2))
                .containsExactlyInAnyOrder(packages.get(0), packages.get(3), packages.get(4));
    }

    @Test
    void whatIsNeededIsNotCollected() {
        functions.publish(DIGITS, packages.get(0));
        store.moveTag("digits:stable", Optional.empty(), packages.get(1));

        store.collect(needed(Optional.of(packages.get(2)), 5), Instant.now().plus(Duration.ofDays(1)), true);

        assertThat(store.packages()).containsExactlyInAnyOrder(packages.get(0), packages.get(1), packages.get(2));
    }

    private Set<Digest> needed(Optional<Digest> deployed, int depth) {
        return new Needed(store)
                .by(functions, endpoint -> deployed.filter(digest -> endpoint.equals(DIGITS)), releases, depth);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
