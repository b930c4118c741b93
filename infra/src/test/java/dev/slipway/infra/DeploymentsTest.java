package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one deployment changes of another. CloudFormation touches what differs in the template, and nothing else. */
class DeploymentsTest {

    /** Before both kinds of API: neither alias, nor permission, nor integration, nor route, nor what is deployed of them. */
    @ParameterizedTest
    @CsvSource({
        "stages.yaml, stages-again.yaml, SlipwayModel-prod-sums",
        "doors.yaml, doors-again.yaml, SlipwayModel-keys-sums",
    })
    void newCodeAndANewModelChangeTheFunctionAndNothingThatServes(
            String stages, String again, String model, @TempDir Path one, @TempDir Path other) {
        Synth before = stages.equals("doors.yaml") ? Synth.ofDoors() : Synth.of(one, stages, "one");
        Synth after = Synth.of(other, again, "two");

        assertThat(after.stacks()).isEqualTo(before.stacks());
        for (String stack : before.stacks()) {
            assertThat(changed(before.resources(stack), after.resources(stack)))
                    .as(stack)
                    .isEqualTo(stack.startsWith("SlipwayGitHub") ? Set.of() : Set.of("AWS::Lambda::Function"));
        }
        assertThat(environment(before, model)).isNotEqualTo(environment(after, model));
    }

    /** The types of the resources that differ. */
    private static Set<String> changed(SortedMap<String, JsonReader> before, SortedMap<String, JsonReader> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        Set<String> types = new TreeSet<>();
        before.forEach((name, resource) -> {
            if (!resource.equals(after.get(name))) {
                types.add(resource.text("Type"));
            }
        });
        return types;
    }

    private static String environment(Synth synth, String model) {
        return synth.resources(model, "AWS::Lambda::Function")
                .getFirst()
                .child("Properties")
                .child("Environment")
                .child("Variables")
                .text("SLIPWAY_MODEL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stages.yaml", "doors.yaml"})
    void theSameInputGivesTheSameBytes(String stages, @TempDir Path one, @TempDir Path other) {
        Synth first = stages.equals("doors.yaml") ? Synth.ofDoors() : Synth.of(one, stages, "one");
        Synth second = Synth.of(other, stages, "one");

        for (String stack : first.stacks()) {
            assertThat(second.template(stack)).isEqualTo(first.template(stack));
            assertThat(second.text(stack + ".assets.json")).isEqualTo(first.text(stack + ".assets.json"));
        }
    }
}
