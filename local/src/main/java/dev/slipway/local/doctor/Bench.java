package dev.slipway.local.doctor;

import dev.slipway.core.doctor.Phase;
import dev.slipway.core.doctor.ProcessorShare;
import dev.slipway.core.doctor.Round;
import dev.slipway.core.doctor.Setup;
import dev.slipway.core.model.Digest;
import dev.slipway.core.proof.AnswerCheck;
import dev.slipway.local.runtime.CallResult;
import dev.slipway.local.trial.TrialProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Asks one process of one setup, and notes how long everything takes. Thin: what the figures mean is not known here. */
final class Bench {

    private static final double NANOS_PER_MILLI = 1e6;

    private final TrialProcess process;
    private final Digest digest;
    private final List<byte[]> events;
    private final Effort effort;
    private final LongSupplier nanos;
    private int asked;

    Bench(TrialProcess process, Patient patient, Effort effort, LongSupplier nanos) {
        this.process = process;
        this.digest = patient.digest();
        this.events = patient.events();
        this.effort = effort;
        this.nanos = nanos;
    }

    /** A call that was not answered with a prediction. */
    static final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1L;

        UnansweredException(String message) {
            super(message);
        }
    }

    /**
     * All that is measured of a process that can answer now.
     *
     * @param lines what it printed of its start
     * @param log the JVM's own log of its start
     * @throws UnansweredException where the function does not answer
     */
    Round round(Setup setup, StartLines lines, Path log) throws UnansweredException {
        double ready = millis(process.start());
        double readyProcessor = processor();
        double first = call();
        double pause = Math.max(0, 1 / ProcessorShare.of(setup.memory()) - 1);
        calls(effort.warmUp(), effort.warmUpTime(), 0);
        List<Double> calls = calls(effort.calls(), effort.callsTime(), pause);
        double before = processor();
        List<Double> busy = calls(effort.busy(), effort.busyTime(), 0);
        double used = processor() - before;
        Map<Phase, Double> phases = lines.phases(log, ready);
        double mean = busy.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new Round(phases, ready, readyProcessor, first, calls, mean, used / busy.size(), process.peakMemory());
    }

    /** At least one call, each followed by a pause of so many times its own length. */
    private List<Double> calls(int most, Duration time, double pause) throws UnansweredException {
        List<Double> took = new ArrayList<>();
        long until = nanos.getAsLong() + time.toNanos();
        while (took.isEmpty() || (took.size() < most && nanos.getAsLong() - until < 0)) {
            double millis = call();
            took.add(millis);
            if (pause > 0) {
                LockSupport.parkNanos((long) (millis * pause * NANOS_PER_MILLI));
            }
        }
        return took;
    }

    private double call() throws UnansweredException {
        byte[] event = events.get(asked++ % events.size());
        long begun = nanos.getAsLong();
        CallResult result = process.call(event);
        double took = (nanos.getAsLong() - begun) / NANOS_PER_MILLI;
        Optional<String> refusal = refusal(result);
        if (refusal.isPresent()) {
            throw new UnansweredException(refusal.get());
        }
        return took;
    }

    /** Why an answer is none. The same few events are asked again and again: looking into their first answers is enough. */
    private Optional<String> refusal(CallResult result) {
        return switch (result) {
            case CallResult.Answered(byte[] payload) ->
                asked > events.size() ? Optional.empty() : AnswerCheck.refusal(digest, payload);
            case CallResult.Threw(String kind, String message) -> Optional.of(kind + ": " + message);
            case CallResult.Unanswered(String kind, String message) -> Optional.of(kind + ": " + message);
            case CallResult.Saturated(String message) -> Optional.of(message);
            case CallResult.NotReady(String message, Duration _) -> Optional.of(message);
        };
    }

    private double processor() {
        return process.processorTime().map(Bench::millis).orElse(0.0);
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }
}
