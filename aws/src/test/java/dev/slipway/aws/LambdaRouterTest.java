package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.FakeAws.Drops;
import dev.slipway.aws.FakeAws.Says;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router.Routing;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Weights on the wire, and when answers get lost. */
class LambdaRouterTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Weights TENTH = Weights.split("1", "2", new BigDecimal("0.1"));
    private static final Says STABLE = alias("1", "{}", "r1");
    private static final Says SHIFTED = alias("1", "{\"2\":0.1}", "r2");
    private static final Says STALE = FakeAws.json(
            412, "PreconditionFailedException", "The RevisionId provided does not match the latest RevisionId");

    @Test
    void aShiftSendsTheOtherVersionsShareAndTheRevisionThatWasRead() {
        try (FakeAws aws = new FakeAws(STABLE, SHIFTED)) {
            assertThat(shift(aws, 1, TENTH)).isEqualTo(new Routing(TENTH, "r2"));

            assertThat(aws.requests().getLast().method()).isEqualTo("PUT");
            assertThat(aws.requests().getLast().body())
                    .contains("\"FunctionVersion\":\"1\"")
                    .contains("\"AdditionalVersionWeights\":{\"2\":0.1}")
                    .contains("\"RevisionId\":\"r1\"");
        }
    }

    @Test
    void aFullPromotionClearsTheOldShares() {
        try (FakeAws aws = new FakeAws(alias("1", "{\"2\":0.5}", "r1"), alias("2", "{}", "r2"))) {
            assertThat(shift(aws, 1, Weights.only("2")).weights()).isEqualTo(Weights.only("2"));

            assertThat(aws.requests().getLast().body())
                    .contains("\"FunctionVersion\":\"2\"")
                    .contains("\"AdditionalVersionWeights\":{}");
        }
    }

    @Test
    void ofTwoControllersTheOneWithTheOldRevisionIsTold() {
        try (FakeAws aws = new FakeAws(STABLE, STALE, alias("2", "{}", "r9"))) {
            assertThatThrownBy(() -> shift(aws, 2, TENTH))
                    .isInstanceOf(PlatformException.Conflict.class)
                    .hasMessageContaining("expected at revision r1")
                    .hasMessageContaining("r9");
        }
    }

    @Test
    void aShiftWhoseAnswerGotLostIsKnownAsOurOwn() {
        try (FakeAws aws = new FakeAws(STABLE, new Drops(), STALE, SHIFTED)) {
            assertThat(shift(aws, 2, TENTH)).isEqualTo(new Routing(TENTH, "r2"));
        }
    }

    @Test
    void aVersionThatIsNotReadyIsNotAFaultOfTheWeights() {
        try (FakeAws aws = new FakeAws(
                STABLE, FakeAws.json(409, "ResourceConflictException", "The function version is in state Pending"))) {
            assertThatThrownBy(() -> shift(aws, 1, TENTH))
                    .isInstanceOf(PlatformException.Unavailable.class)
                    .hasMessageContaining("Pending");
        }
    }

    @Test
    void latestNeverGetsTraffic() {
        try (FakeAws aws = new FakeAws(STABLE)) {
            assertThatThrownBy(() -> shift(aws, 1, Weights.only("$LATEST")))
                    .isInstanceOf(PlatformException.Refused.class)
                    .hasMessageContaining("only published versions");
            assertThat(aws.requests()).hasSize(1);
        }
    }

    @Test
    void theAliasKeepsItsOwnVersionWhileThatHasTraffic() {
        Weights half = Weights.split("1", "2", new BigDecimal("0.5"));
        Weights most = Weights.split("1", "2", new BigDecimal("0.9"));

        assertThat(AliasTarget.of(half, Optional.of("2"))).isEqualTo(new AliasTarget("2", Map.of("1", 0.5)));
        assertThat(AliasTarget.of(most, Optional.of("1"))).isEqualTo(new AliasTarget("1", Map.of("2", 0.9)));
        assertThat(AliasTarget.of(most, Optional.of("7"))).isEqualTo(new AliasTarget("2", Map.of("1", 0.1)));
        assertThat(AliasTarget.of(half, Optional.empty())).isEqualTo(new AliasTarget("1", Map.of("2", 0.5)));
    }

    @Test
    void everyShareInHundredthsComesBackExactly() {
        for (int percent = 1; percent < 100; percent++) {
            Weights weights = Weights.split("1", "2", new BigDecimal(percent).movePointLeft(2));

            assertThat(AliasTarget.of(weights, Optional.of("1")).weights()).isEqualTo(weights);
            assertThat(AliasTarget.of(weights, Optional.of("2")).weights()).isEqualTo(weights);
        }
    }

    private static Routing shift(FakeAws aws, int attempts, Weights weights) {
        AwsSettings settings = aws.settings().patient(aws.settings().answerTimeout(), attempts);
        try (AwsPlatform platform = AwsPlatform.over(TestClients.of(settings))) {
            return platform.router(new FunctionNames("")).shift(DIGITS, "r1", weights);
        }
    }

    private static Says alias(String version, String additional, String revision) {
        return new Says(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"Name\":\"live\",\"FunctionVersion\":\"" + version
                        + "\",\"RoutingConfig\":{\"AdditionalVersionWeights\":" + additional + "},\"RevisionId\":\""
                        + revision + "\"}");
    }
}
