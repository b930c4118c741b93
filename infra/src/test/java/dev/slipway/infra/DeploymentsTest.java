package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one deployment changes of another. CloudFormation touches what differs in the template, and nothing else. */
class DeploymentsTest {

    @Test
    void newCodeAndANewModelChangeTheFunctionAndNothingThatServes(@TempDir Path one, @TempDir Path other) {
        Synth before = Synth.of(one, "stages.yaml", "one");
        Synth after = Synth.of(other, "stages-again.yaml", "two");

        assertThat(after.stacks()).isEqualTo(before.stacks());
        for (String stack : before.stacks()) {
            assertThat(changed(before.resources(stack), after.resources(stack)))
                    .as(stack)
                    .containsOnly("AWS::Lambda::Function");
        }
        assertThat(environment(before)).isNotEqualTo(environment(after));
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

    private static String environment(Synth synth) {
        return synth.resources("SlipwayModel-prod-sums", "AWS::Lambda::Function")
                .getFirst()
                .child("Properties")
                .child("Environment")
                .child("Variables")
                .text("SLIPWAY_MODEL");
    }

    @Test
    void theSameInputGivesTheSameBytes(@TempDir Path one, @TempDir Path other) {
        Synth first = Synth.of(one, "stages.yaml", "one");
        Synth second = Synth.of(other, "stages.yaml", "one");

        for (String stack : first.stacks()) {
            assertThat(second.template(stack)).isEqualTo(first.template(stack));
            assertThat(second.text(stack + ".assets.json")).isEqualTo(first.text(stack + ".assets.json"));
        }
    }
}
