package dev.slipway.core.spec;

import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.release.Step;
import java.util.List;
import java.util.Optional;

/**
 * How a model is released, as its author wrote it: a preset by name or steps of one's own, and what counts as evidence.
 * It becomes a {@link ReleasePlan} where the stage is known.
 */
public sealed interface ReleaseSpec {

    /** What holds where {@code slipway.yaml} has no release block. */
    ReleaseSpec DEFAULT = new Preset(Presets.DEFAULT, ReleaseSettings.NONE);

    /** What counts as evidence, as far as it is said. */
    ReleaseSettings settings();

    /** The plan on a stage of this kind. */
    ReleasePlan plan(StageKind stage);

    /**
     * {@code plan: canary}.
     *
     * @param name one of {@link Presets#NAMES}
     * @param settings what replaces the preset's own values
     */
    record Preset(String name, ReleaseSettings settings) implements ReleaseSpec {
        @Override
        public ReleasePlan plan(StageKind stage) {
            ReleasePlan preset = Presets.named(name, stage)
                    .orElseThrow(() -> new IllegalStateException("no preset is called " + name));
            return settings.over(preset, preset.steps());
        }
    }

    /**
     * {@code steps: [...]}: the same on every stage. Advances on proof and holds when nothing is decided, where it does
     * not say otherwise.
     *
     * @param steps the steps in order
     * @param settings what replaces the defaults
     */
    record Custom(List<Step> steps, ReleaseSettings settings) implements ReleaseSpec {
        /** Copies the steps. */
        public Custom {
            steps = List.copyOf(steps);
        }

        @Override
        public ReleasePlan plan(StageKind stage) {
            ReleasePlan plain = new ReleasePlan(
                    "custom",
                    steps,
                    Advance.PROOF,
                    OnInconclusive.HOLD,
                    Presets.ALPHA,
                    Presets.BETA,
                    Presets.TOLERATE,
                    Optional.empty(),
                    ReleasePlan.DEFAULT_QUANTILES,
                    List.of());
            return settings.over(plain, steps);
        }
    }

    /**
     * Reads a file that holds a release block and nothing else, as {@code slipway release --plan FILE} takes it.
     *
     * @param file the file's name for messages
     * @throws ProblemsException with all that is wrong with it
     */
    static ReleaseSpec parse(String file, byte[] bytes) {
        return ReleaseReader.file(file, bytes);
    }
}
