package dev.slipway.core.spec;

import java.time.Duration;

/**
 * How a model is served.
 *
 * <pre>{@code
 * serving:
 *   memory: 1024          # MB, 128 to 10240
 *   architecture: arm64   # arm64 | x86_64
 *   timeout: 10s          # 1s to 30s
 *   snapstart: auto       # auto | on | off
 *   capture: metadata     # none | metadata
 * }</pre>
 *
 * The values above are the defaults.
 *
 * @param memory the function's memory in MB; its share of processor time follows from it
 * @param architecture the processor it runs on
 * @param timeout the longest one prediction may take
 * @param snapstart whether new environments start from a snapshot
 * @param capture what the ledger keeps of a prediction
 */
public record ServingSpec(
        int memory, Architecture architecture, Duration timeout, Snapstart snapstart, Capture capture) {

    /** What holds where {@code slipway.yaml} says nothing. */
    public static final ServingSpec DEFAULT =
            new ServingSpec(1024, Architecture.ARM64, Duration.ofSeconds(10), Snapstart.AUTO, Capture.METADATA);

    /** The processor a function runs on. */
    public enum Architecture {
        ARM64,
        X86_64
    }

    /** Whether new environments start from a snapshot. */
    public enum Snapstart {
        /** As measurement advises. */
        AUTO,
        ON,
        OFF
    }

    /** What the ledger keeps of a prediction. */
    public enum Capture {
        /** Nothing. */
        NONE,
        /** When, which version, how long, which status: nothing of what clients sent. */
        METADATA;

        /** The word in {@code slipway.yaml} and {@code serving.json}. */
        public String key() {
            return this == NONE ? "none" : "metadata";
        }
    }
}
