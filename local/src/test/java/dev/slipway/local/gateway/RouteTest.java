package dev.slipway.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.ModelName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    private static final ModelName DIGITS = new ModelName("digits");

    @Test
    void theServersOwnPathsAreKnown() {
        assertThat(Route.of("/v2")).isEqualTo(new Route.Server());
        assertThat(Route.of("/v2/")).isEqualTo(new Route.Server());
        assertThat(Route.of("/v2/health/live")).isEqualTo(new Route.Live());
        assertThat(Route.of("/v2/health/ready")).isEqualTo(new Route.Ready());
        assertThat(Route.of("/v2/repository/index")).isEqualTo(new Route.Index());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/digits", "/v2/models/digits/infer", "/v2/models/digits/ready"})
    void aModelsPathLeadsToTheModel(String path) {
        assertThat(Route.of(path)).isEqualTo(new Route.Model(DIGITS, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/digits/versions/4", "/v2/models/digits/versions/4/infer"})
    void aVersionInThePathPinsIt(String path) {
        assertThat(Route.of(path)).isEqualTo(new Route.Model(DIGITS, Optional.of("4")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1", "/v2/models", "/v2/models/", "/v2/models/Digits/infer", "/v2/models/a%2Fb/infer"})
    void anythingElseLeadsNowhere(String path) {
        assertThat(Route.of(path)).isEqualTo(new Route.Unknown());
    }
}
