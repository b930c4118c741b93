package dev.slipway.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.ModelName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the things of a stage are called. */
class StageNamesTest {

    private static final StageNames PROD = new StageNames("prod", "123456789012", "eu-central-1", Optional.empty());

    @Test
    void namesFollowFromTheStageAlone() {
        assertThat(PROD.function(new ModelName("digits"))).isEqualTo("slipway-prod-digits");
        assertThat(PROD.packages()).isEqualTo("s3://slipway-prod-123456789012-eu-central-1/packages/");
        assertThat(PROD.releases()).isEqualTo("s3://slipway-prod-123456789012-eu-central-1/releases/");
        assertThat(PROD.modelStack(new ModelName("digits"))).isEqualTo("SlipwayModel-prod-digits");
    }

    @Test
    void theBucketThatIsNamedIsTheBucket() {
        assertThat(new StageNames("prod", "123456789012", "eu-central-1", Optional.of("our-packages")).packages())
                .isEqualTo("s3://our-packages/packages/");
    }

    @Test
    void noModelCanTakeTheNameOfAFunctionThatAllModelsShare() {
        assertThat(ModelName.isAllowed("Controller")).isFalse();
        assertThat(PROD.controller()).isEqualTo("slipway-prod-Controller");
        assertThat(PROD.aliasMaker()).isEqualTo("slipway-prod-AliasMaker");
    }

    @Test
    void aNameThatAwsWouldNotTakeIsRefusedWithItsLength() {
        assertThatThrownBy(() -> PROD.function(new ModelName("a" + "b".repeat(60))))
                .hasMessageContaining("has 74 letters; AWS takes 64: shorten the stage's name or the model's");
        assertThatThrownBy(
                        () -> new StageNames("a".repeat(32), "123456789012", "eu-central-1", Optional.empty()).bucket())
                .hasMessageContaining("AWS takes 63");
    }
}
