package dev.slipway.core.doctor;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Named data: what a machine might have measured. */
final class Measured {

    static final long MB = 1 << 20;

    private Measured() {}

    /** One process that was ready after so long, whose calls all took so long, and that had so much memory. */
    static Round round(double ready, double first, double call, long megabytes) {
        return new Round(
                Map.of(Phase.JVM, ready / 4, Phase.CLASSES, ready / 2, Phase.ENGINE, ready / 4),
                ready,
                ready,
                first,
                List.of(call, call),
                call,
                call,
                OptionalLong.of(megabytes * MB));
    }

    static Figures figures(double ready, double first, double call, long megabytes) {
        return Figures.of(List.of(round(ready, first, call, megabytes)));
    }

    /** A size that was measured on demand. */
    static Case cold(int memory, double ready, double call) {
        return Case.measured(Setup.onDemand(memory), Way.QUOTA, figures(ready, 40, call, 120));
    }

    /** A size that was measured from a snapshot. */
    static Case restored(int memory, double first, double call) {
        return Case.measured(Setup.onDemand(memory).restored(), Way.QUOTA, figures(900, first, call, 130));
    }

    /** A size that was measured on demand from a start-up cache. */
    static Case cached(int memory, double ready, double call) {
        return Case.measured(Setup.onDemand(memory).withCache(), Way.QUOTA, figures(ready, 15, call, 100));
    }

    static Examination examination(Case... cases) {
        return examination(60 * MB, cases);
    }

    static Examination examination(long bundle, Case... cases) {
        return new Examination(
                new ModelName("digits"),
                Digest.of(new byte[] {1}),
                ModelFormat.ONNX,
                1024,
                Instant.parse("2026-11-20T10:00:00.123Z"),
                "x86_64, 2 processors, Linux 6.1",
                "x86_64",
                "c0de",
                "its 20 golden samples",
                new Bulk(bundle, 4 * MB),
                new ArrayList<>(Arrays.asList(cases)));
    }
}
