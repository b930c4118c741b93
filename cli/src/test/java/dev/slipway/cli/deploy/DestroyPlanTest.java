package dev.slipway.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import dev.slipway.cli.deploy.DestroyPlan.Found;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is taken away, by what was seen. */
class DestroyPlanTest {

    private static final AwsStage PROD = Situation.prod(Optional.empty());
    private static final ModelName DIGITS = Situation.DIGITS;
    private static final ModelName WINE = new ModelName("wine");
    private static final Optional<Stack> PLATFORM =
            Optional.of(Situation.stack("SlipwayPlatform-prod", State.READY, "UPDATE_COMPLETE"));

    private static Optional<Stack> stack(ModelName model, State state, String status) {
        return Optional.of(Situation.stack("SlipwayModel-prod-" + model, state, status));
    }

    private static final Map<ModelName, Optional<Stack>> BOTH = Map.of(
            DIGITS, stack(DIGITS, State.READY, "CREATE_COMPLETE"),
            WINE, stack(WINE, State.STUCK, "UPDATE_ROLLBACK_FAILED"));

    @Test
    void aStageGoesWithItsModelsBeforeItsPlatformAlsoWhereOneIsStuck() {
        DestroyPlan plan = DestroyPlan.of(PROD, Optional.empty(), new Found(PLATFORM, BOTH, Map.of(), Map.of()));

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.stacks())
                .containsExactly("SlipwayModel-prod-digits", "SlipwayModel-prod-wine", "SlipwayPlatform-prod");
    }

    @Test
    void oneModelGoesAloneAndWhatIsNotThereIsNotTakenAway() {
        assertThat(DestroyPlan.of(PROD, Optional.of(DIGITS), new Found(PLATFORM, BOTH, Map.of(), Map.of()))
                        .stacks())
                .containsExactly("SlipwayModel-prod-digits");
        assertThat(DestroyPlan.of(
                                PROD,
                                Optional.empty(),
                                new Found(Optional.empty(), Map.of(DIGITS, Optional.empty()), Map.of(), Map.of()))
                        .stacks())
                .isEmpty();
    }

    @Test
    void nothingGoesWhileAReleaseRunsOrSomebodyDeploys() {
        Map<ModelName, Seen.Running> running =
                Map.of(DIGITS, new Seen.Running("digits-2", Situation.WANTED, "ann", "running at bake"));
        Map<ModelName, Optional<Stack>> changing = Map.of(
                DIGITS, stack(DIGITS, State.READY, "CREATE_COMPLETE"),
                WINE, stack(WINE, State.CHANGING, "UPDATE_IN_PROGRESS"));

        DestroyPlan plan = DestroyPlan.of(PROD, Optional.empty(), new Found(PLATFORM, changing, Map.of(), running));

        assertThat(plan.refusals())
                .hasSize(2)
                .anySatisfy(why -> assertThat(why)
                        .isEqualTo(
                                "release digits-2, started by ann, is running at bake; wait for its end: slipway watch"
                                        + " digits --stage prod, or end it: slipway rollback digits --stage prod"))
                .anySatisfy(why -> assertThat(why).contains("SlipwayModel-prod-wine is UPDATE_IN_PROGRESS"));
        assertThat(DestroyPlan.of(PROD, Optional.of(WINE), new Found(PLATFORM, BOTH, Map.of(), running))
                        .refusals())
                .as("another model's release is no reason")
                .isEmpty();
    }

    @Test
    void aStackOfAModelThatIsNotNamedAnyMoreMustGoFirst() {
        ModelName old = new ModelName("old");

        DestroyPlan plan = DestroyPlan.of(
                PROD,
                Optional.empty(),
                new Found(
                        PLATFORM,
                        BOTH,
                        Map.of(old, stack(old, State.READY, "CREATE_COMPLETE").orElseThrow()),
                        Map.of()));

        assertThat(plan.refusals())
                .containsExactly(
                        "the stack SlipwayModel-prod-old stands, and stages.yaml does not name its model any more;"
                                + " take it away first: aws cloudformation delete-stack --stack-name SlipwayModel-prod-old"
                                + " --region eu-central-1");
    }
}
