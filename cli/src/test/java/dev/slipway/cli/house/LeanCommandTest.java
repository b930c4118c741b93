package dev.slipway.cli.house;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command reads models without engines, so it brings none: they lie in the bundles, as files. */
class LeanCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"ai.djl.Model", "ai.onnxruntime.OrtEnvironment", "software.amazon.awscdk.App"})
    void theCommandHasNothingOfAnEngineOnItsClassPath(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }
}
