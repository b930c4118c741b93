package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.folder.FolderReleaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to the files behind the controller's back. */
class RecordTest {

    @TempDir
    Path folder;

    private final World world = new World(7);
    private Controller controller = world.controller();

    @BeforeEach
    void aReleaseInAFolder() {
        controller = controller();
        world.serveFirst(controller);
        controller.start(
                new StartRequest(DIGITS, world.pack("v2", Behaviour.HEALTHY), World.preset("canary"), "ann", "better"));
        world.run(controller, Duration.ofSeconds(5), 100);
        controller.tick(DIGITS); // writes the last event
    }

    private Controller controller() {
        Ports memory = world.ports();
        ReleaseStore store = new FolderReleaseStore(folder);
        return new Controller(
                new Ports(
                        memory.functions(), memory.router(), memory.metrics(), memory.alarms(), store, memory.models()),
                () -> world.now,
                Duration.ofMinutes(2),
                event -> {});
    }

    private List<Path> events() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("digits/events"))) {
            return files.sorted().toList();
        }
    }

    private void assertBroken(Path named, String how) {
        assertThatThrownBy(() -> controller.history(DIGITS))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(named.toString())
                .hasMessageContaining(how);
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void theLastEventCannotBeEditedUnseen() throws IOException {
        edit(events().getLast(), "\"by\":\"controller\"", "\"by\":\"nobody\"");

        assertBroken(events().getLast(), "is not the event that " + folder.resolve("_endpoints/digits.json"));
    }

    @Test
    void theLastEventsCannotBeCutOffUnseen() throws IOException {
        Path last = events().getLast();
        Files.delete(last);

        assertBroken(last, "is missing: " + folder.resolve("_endpoints/digits.json") + " knows of ");
    }

    @Test
    void anEventInTheMiddleCannotBeEditedOrTakenOutUnseen() throws IOException {
        Path third = events().get(2);
        String text = Files.readString(third);
        edit(third, "\"type\":\"", "\"type\": \"");
        assertBroken(third, "is not what was written there");
        Files.writeString(third, text.replace("digits-", "digits-1"));
        assertBroken(third, "one of the two was changed");
        Files.delete(third);
        assertBroken(third, "is missing");
    }

    @Test
    void nothingCanBeAddedUnseen() throws IOException {
        Path last = events().getLast();
        Path next = last.resolveSibling(String.format("%09d.json", events().size() + 1));
        Files.writeString(next, Files.readString(last));

        assertBroken(next, "is not what was written there");
    }

    @Test
    void eventsWithoutTheirRecordAreNoRecord() throws IOException {
        Files.delete(folder.resolve("_endpoints/digits.json"));

        assertBroken(events().getFirst(), "_endpoints/digits.json is missing");
    }

    @Test
    void aDamagedEventIsNamed() throws IOException {
        Files.writeString(events().get(1), "{\"half\":");

        assertBroken(events().get(1), "cannot be read at line 1");
    }

    @Test
    void whatLiesBetweenTheRecordsIsNoRecordAndIsTold() throws IOException {
        Files.writeString(folder.resolve("_endpoints/.DS_Store"), "x");
        Files.writeString(folder.resolve("_endpoints/.digits.json.swp"), "x");
        Files.writeString(folder.resolve("digits/events/.000000001.json.swp"), "x");

        assertThat(controller.listing().endpoints()).containsExactly(DIGITS);
        assertThat(controller.listing().strays())
                .containsExactly(folder.resolve("_endpoints/.digits.json.swp").toString());
        assertThat(controller.tick()).isEmpty();
        assertThat(controller.history(DIGITS)).isNotEmpty();
    }

    @Test
    void oneDamagedRecordStopsNoOtherRelease() throws IOException {
        Files.writeString(folder.resolve("_endpoints/iris.json"), "{");
        Files.copy(folder.resolve("_endpoints/digits.json"), folder.resolve("_endpoints/other.json"));
        world.calls(100);
        world.now = world.now.plusSeconds(2);
        int before = controller.history(DIGITS).size();

        List<Controller.TickFailure> failures = controller.tick();

        assertThat(controller.history(DIGITS)).hasSizeGreaterThan(before);
        assertThat(failures).extracting(failure -> failure.endpoint().value()).containsExactly("iris", "other");
        assertThat(failures.get(0).cause())
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(folder.resolve("_endpoints/iris.json").toString());
        assertThat(failures.get(1).cause()).hasMessageContaining("it is the record of digits");
    }

    @Test
    void wordsThatAreNoLineOfTextAreRefusedAtTheDoor() {
        assertThatThrownBy(() -> controller.pause(DIGITS, "ann\u001b[2J", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("by: found the control character U+001B at position 4");
        assertThatThrownBy(() -> controller.pause(DIGITS, "ann", "one\ntwo")).hasMessageContaining("reason: found");
        assertThatThrownBy(() -> controller.pause(DIGITS, "ann", "a".repeat(1001)))
                .hasMessageContaining("reason: found 1001 characters; expected at most 1000");
        assertThat(world.state(controller)).isEqualTo("running");
    }
}
