package dev.slipway.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What of a stack would change, by the template that it was given and the one that is written now. */
class TemplateChangeTest {

    private static final String FUNCTION = """
            {"Description": "a", "Resources": {"Function": {"Type": "AWS::Lambda::Function", "DependsOn": ["Role"],
             "Properties": {"MemorySize": 512, "Environment": {"Variables": {"SLIPWAY_MODEL": "sha256:1"}}}}}}
            """;

    private static List<String> between(String stands, String written) {
        return TemplateChange.between(stands, written).parts();
    }

    @Test
    void neitherOrderNorBlanksNorWhatCloudFormationCannotTellCounts() {
        assertThat(between(FUNCTION, FUNCTION)).isEmpty();
        assertThat(between("{\"B\": [1, 2], \"A\":  \"x\"}", "{\"A\":\"x\",\"B\":[1,2]}"))
                .isEmpty();
        assertThat(between("{\"Description\": \"mod?le ?\"}", "{\"Description\": \"mod\u00e8le \ud83d\ude00\"}"))
                .as("question marks in place of what is not ASCII")
                .isEmpty();
        assertThat(between("{\"B\": [1, 2]}", "{\"B\": [2, 1]}")).containsExactly("B");
    }

    @Test
    void aPropertyIsNamedByItsPathInItsResource() {
        String other = FUNCTION.replace("512", "1024")
                .replace(
                        "\"SLIPWAY_MODEL\": \"sha256:1\"",
                        "\"SLIPWAY_MODEL\": \"sha256:2\", \"SLIPWAY_TRUST\": \"key\"")
                .replace("[\"Role\"]", "[\"Log\"]");

        assertThat(between(FUNCTION, other))
                .containsExactly("Function (AWS::Lambda::Function): DependsOn, Environment.Variables.SLIPWAY_MODEL,"
                        + " Environment.Variables.SLIPWAY_TRUST, MemorySize");
    }

    @Test
    void whatIsNewAndWhatIsNoMoreIsNamedWithItsType() {
        String none = "{\"Resources\": {}}";

        assertThat(between(none, FUNCTION)).containsExactly("new Function (AWS::Lambda::Function)", "Description");
        assertThat(between(FUNCTION, none)).containsExactly("no more Function (AWS::Lambda::Function)", "Description");
    }

    @Test
    void aTemplateInAnotherFormIsAllAnother() {
        assertThat(between("Resources:\n  Function: {}\n", FUNCTION))
                .containsExactly("all of it: what stands was written by something else than this CDK app");
    }

    @Test
    void manyPartsAreShortened() {
        List<String> parts =
                IntStream.rangeClosed(1, 7).mapToObj(each -> "part " + each).toList();

        assertThat(new TemplateChange(parts).words()).isEqualTo("part 1; part 2; part 3; and 4 more");
        assertThat(new TemplateChange(parts.subList(0, 3)).words()).isEqualTo("part 1; part 2; part 3");
    }
}
