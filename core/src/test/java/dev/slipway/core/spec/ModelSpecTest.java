package dev.slipway.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelSpecTest {

    private static final String WHOLE = """
            # slipway.yaml
            model: digits
            format: onnx
            weights: [model.onnx, model.onnx.data]
            samples: samples.jsonl
            baseline: baseline.csv
            licence: MIT OR (Apache-2.0 AND BSD-3-Clause)
            signature:
              inputs:  [{name: x, datatype: FP32, shape: [-1, 64]}]
              outputs: [{name: scalar, datatype: INT64, shape: []}]
            serving:
              memory: 2048
              architecture: x86_64
              timeout: 1s500ms
              snapstart: off
              capture: none
            release:
              advance: no-evidence-against
              on_inconclusive: ask
              alpha: 0.02
              beta: 0.1
              tolerate: 1
              slo: 0.5%
              quantiles: [0.9]
              alarms: [digits-errors]
              steps:
                - verify: {restores: 5}
                - shift: {to: 10%, at_least: 5m, at_most: 2h, requests: 300}
                - ask: {of: [team-ml]}
                - shift: {to: 0.5, at_most: 2h}
                - bake: {for: 30m}
            """;

    @Test
    void everyKeyIsRead() {
        ModelSpec spec = parse(WHOLE);

        assertThat(spec.model()).isEqualTo(new Located<>(new ModelName("digits"), at(2, 8)));
        assertThat(spec.format().value()).isEqualTo(new WeightsFormat.Known(ModelFormat.ONNX));
        assertThat(spec.weights())
                .containsExactly(new Located<>("model.onnx", at(4, 11)), new Located<>("model.onnx.data", at(4, 23)));
        assertThat(spec.samples()).contains(new Located<>("samples.jsonl", at(5, 10)));
        assertThat(spec.baseline()).contains(new Located<>("baseline.csv", at(6, 11)));
        assertThat(spec.licence()).contains("MIT OR (Apache-2.0 AND BSD-3-Clause)");
        assertThat(spec.inputs())
                .containsExactly(new Located<>(new TensorSpec("x", Datatype.FP32, List.of(-1L, 64L)), at(9, 13)));
        assertThat(spec.outputs())
                .containsExactly(new Located<>(new TensorSpec("scalar", Datatype.INT64, List.of()), at(10, 13)));
        assertThat(spec.serving())
                .isEqualTo(new ServingSpec(
                        2048,
                        ServingSpec.Architecture.X86_64,
                        Duration.ofMillis(1500),
                        ServingSpec.Snapstart.OFF,
                        ServingSpec.Capture.NONE));
    }

    @Test
    void aPlanInFullIsTheSameOnEveryStage() {
        ReleaseSpec release = parse(WHOLE).release();

        assertThat(release.plan(StageKind.AWS)).isEqualTo(release.plan(StageKind.LOCAL));
        assertThat(release.plan(StageKind.AWS))
                .isEqualTo(new ReleasePlan(
                        "custom",
                        List.of(
                                new Step.Verify(5),
                                new Step.Shift(new BigDecimal("0.1"), Duration.ofMinutes(5), Duration.ofHours(2), 300),
                                new Step.Ask(List.of("team-ml")),
                                new Step.Shift(new BigDecimal("0.5"), Duration.ZERO, Duration.ofHours(2), 20),
                                new Step.Bake(Duration.ofMinutes(30))),
                        Advance.NO_EVIDENCE_AGAINST,
                        OnInconclusive.ASK,
                        0.02,
                        0.1,
                        1,
                        Optional.of(0.005),
                        List.of(0.9),
                        List.of("digits-errors")));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        ModelSpec spec = parse("model: digits\nweights: sub/model.onnx\n");

        assertThat(spec.format().value()).isEqualTo(new WeightsFormat.Known(ModelFormat.ONNX));
        assertThat(spec.samples()).isEmpty();
        assertThat(spec.baseline()).isEmpty();
        assertThat(spec.licence()).isEmpty();
        assertThat(spec.inputs()).isEmpty();
        assertThat(spec.serving()).isEqualTo(ServingSpec.DEFAULT);
        assertThat(spec.release()).isEqualTo(ReleaseSpec.DEFAULT);
        assertThat(spec.release().plan(StageKind.AWS).name()).isEqualTo("canary");
    }

    @Test
    void ownStepsAdvanceOnProofAndHoldWhereNothingElseIsSaid() {
        ReleasePlan plan = ReleaseSpec.parse("plan.yaml", bytes("""
                release:
                  steps:
                    - verify:
                    - shift: {to: 100%, at_most: 1h}
                """)).plan(StageKind.LOCAL);

        assertThat(plan.advance()).isEqualTo(Advance.PROOF);
        assertThat(plan.onInconclusive()).isEqualTo(OnInconclusive.HOLD);
        assertThat(plan.steps()).first().isEqualTo(new Step.Verify(3));
    }

    @Test
    void aPresetKeepsItsStepsAndTakesWhatIsSaidBesideIt() {
        ReleaseSpec release = parse("""
                model: digits
                weights: model.onnx
                release: {plan: careful, alpha: 0.05, alarms: [a]}
                """).release();

        ReleasePlan plan = release.plan(StageKind.AWS);

        assertThat(plan.name()).isEqualTo("careful");
        assertThat(plan.alpha()).isEqualTo(0.05);
        assertThat(plan.alarms()).containsExactly("a");
        assertThat(plan.steps()).hasSize(6);
        assertThat(release.plan(StageKind.LOCAL).steps()).hasSize(6).isNotEqualTo(plan.steps());
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreNoProblem() {
        ModelSpec spec = parse("\uFEFFmodel: digits\r\nweights: model.onnx\r\n");

        assertThat(spec.weights()).containsExactly(new Located<>("model.onnx", at(2, 10)));
    }

    @Test
    void aPlanFileHoldsNothingButARelease() {
        assertThatThrownBy(() -> ReleaseSpec.parse("plan.yaml", bytes("model: digits\nrelease: {plan: canary}\n")))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("plan.yaml:1:1: misplaced key \"model\" in a plan; it belongs at the top");
        assertThatThrownBy(() -> ReleaseSpec.parse("plan.yaml", bytes("plan: canary\n")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("it belongs under release");
    }

    @Test
    void aFileOfAMegabyteIsRefused() {
        assertThatThrownBy(() -> ModelSpec.parse(ModelSpec.FILE, new byte[1 << 20]))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("1048576 bytes");
    }

    private static ModelSpec parse(String yaml) {
        return ModelSpec.parse(ModelSpec.FILE, bytes(yaml));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Place at(int line, int column) {
        return new Place(ModelSpec.FILE, line, column);
    }
}
