package dev.slipway.core.release;

/** What kind of platform a stage is: it sets the pace of the presets. */
public enum StageKind {
    /** One machine, windows of a second. */
    LOCAL,
    /** Lambda and CloudWatch, windows of a minute. */
    AWS
}
