package dev.slipway.core.doctor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one process showed; times in milliseconds.
 *
 * @param phases the parts of its start
 * @param ready from its start until it could answer, or stood at its checkpoint
 * @param readyProcessor the processor time it used until then
 * @param first the first call, the restore before it included
 * @param calls warm calls, one after the other, with pauses so that the process needs no more than its share
 * @param busy one warm call of those that came without a pause, on average
 * @param busyProcessor the processor time that such a call used
 * @param memory the most memory the process had, in bytes, where the system tells
 */
public record Round(
        Map<Phase, Double> phases,
        double ready,
        double readyProcessor,
        double first,
        List<Double> calls,
        double busy,
        double busyProcessor,
        OptionalLong memory) {

    /** Copies. */
    public Round {
        phases = phases.isEmpty() ? Map.of() : new EnumMap<>(phases);
        calls = List.copyOf(calls);
    }

    /**
     * The same, as it would be with this share of a processor.
     *
     * @param snapshot whether the process was at its checkpoint when it was ready: nobody waits for that, so it stays
     */
    public Round reckoned(double share, boolean snapshot) {
        double slower = snapshot ? ready : ProcessorShare.reckon(ready, readyProcessor, share);
        double perMilli = busyProcessor / busy;
        Map<Phase, Double> stretched = new EnumMap<>(Phase.class);
        phases.forEach((phase, millis) -> stretched.put(phase, millis * slower / ready));
        return new Round(
                stretched,
                slower,
                readyProcessor,
                // a first call is all work: it loads classes, and nothing is compiled yet
                ProcessorShare.reckon(first, first, share),
                calls.stream()
                        .map(millis -> ProcessorShare.reckon(millis, millis * perMilli, share))
                        .toList(),
                Math.max(busy, busyProcessor / share),
                busyProcessor,
                memory);
    }
}
