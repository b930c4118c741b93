package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.json.JsonReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void aReleaseIsToldFromItsStartToItsEndWithTheNumbers() {
        World world = new World(1);
        Controller controller = world.controller();
        world.serveFirst(controller);
        Behaviour faulty = new Behaviour(0.2, Duration.ofMillis(10), 2);
        controller.start(
                new StartRequest(DIGITS, world.pack("v2", faulty), World.preset("canary"), "ann", "a better one"));
        controller.tick(DIGITS);
        controller.pause(DIGITS, "ben", "lunch");
        world.run(controller, Duration.ofSeconds(20), 200);

        List<String> lines = Explanation.of(controller.release("digits-2").orElseThrow().events().stream()
                .map(event -> JsonReader.of("event", event.json()))
                .toList());

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0))
                .isEqualTo("2026-11-24T08:00:00.000Z  ann began release digits-2 of version 2 over version 1, plan"
                        + " canary: a better one.");
        assertThat(lines.get(1)).endsWith("On to shift 10%: version 2 answered its 2 golden samples as expected.");
        assertThat(lines.get(2)).endsWith("The traffic went 90% to version 1, 10% to version 2.");
        assertThat(lines.get(3)).endsWith("Paused by ben: lunch.");
        assertThat(lines.get(4))
                .contains("Rolled back: the candidate fails ")
                .containsPattern("By then \\d+ of \\d+ of the candidate's calls had failed")
                .endsWith(" and 4.61 rolls back.");
        assertThat(lines.get(5)).endsWith("The traffic went 100% to version 1.");
    }
}
