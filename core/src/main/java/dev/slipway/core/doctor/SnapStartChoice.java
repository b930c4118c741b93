package dev.slipway.core.doctor;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec.Snapstart;

/**
 * Whether a model's versions start from snapshots.
 *
 * @param on whether they do
 * @param because why, for people
 */
public record SnapStartChoice(boolean on, String because) {

    /**
     * What {@code slipway.yaml} asks for; where it leaves that open, what was measured, but for a container image, which
     * brings a start-up cache of its own.
     *
     * @param advice what was measured, or what holds without a measurement
     * @throws ProblemsException where it asks for what cannot be had
     */
    public static SnapStartChoice of(ModelName model, ModelFormat format, Snapstart asked, SnapStartAdvice advice) {
        return switch (asked) {
            case AUTO ->
                format.needsImage()
                        ? new SnapStartChoice(false, "it is a container image, with a start-up cache of its own")
                        : new SnapStartChoice(advice.on(), advice.because());
            case ON -> {
                if (format.needsImage()) {
                    throw new ProblemsException(new Problem(
                            "model " + model,
                            "serving.snapstart is on",
                            "auto, or off: functions for " + format.key()
                                    + " are container images with a start-up cache of their own",
                            ""));
                }
                yield new SnapStartChoice(true, "slipway.yaml says so");
            }
            case OFF -> new SnapStartChoice(false, "slipway.yaml says so");
        };
    }

    /** In words. */
    public String words() {
        return "SnapStart " + (on ? "on" : "off") + ": " + because;
    }
}
