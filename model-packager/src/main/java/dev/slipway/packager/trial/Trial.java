package dev.slipway.packager.trial;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.proof.AnswerCheck;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.proof.Mismatch;
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.trial.ModelRunner.NotStartedException;
import dev.slipway.packager.trial.ModelRunner.Reply;
import dev.slipway.packager.trial.ModelRunner.Running;
import dev.slipway.packager.trial.ModelRunner.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tries a package whose blobs are stored and that is not published yet: its model must load, answer every golden sample
 * within tolerance, and answer tensors as its signature says; these also to the requests whose answers nobody knows. What is wrong is told with expected and found values, at
 * the sample's line.
 */
public final class Trial {

    /** How long warm calls are measured, beyond one of each sample. */
    private static final Duration MEASURED = Duration.ofMillis(200);

    private static final int MOST_CALLS = 500;
    private static final int MOST_PROBLEMS = 10;
    private static final int LARGEST_SAMPLES = 64 << 20;

    private final ModelRunner runner;
    private final ModelStore store;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * A trial in this runner's processes.
     *
     * @param store holds the package's blobs
     * @param nanos a time that never jumps, in nanoseconds
     */
    public Trial(ModelRunner runner, ModelStore store, InstantSource clock, LongSupplier nanos) {
        this.runner = runner;
        this.store = store;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Tries.
     *
     * @return what this machine saw of it
     * @throws ProblemsException where the model does not start, or answers otherwise than its samples or its signature
     *     say
     */
    public Measurement run(ModelPackage read) {
        ServingManifest serving = read.serving();
        Subject subject = new Subject(
                serving.model(), read.digest(), serving.format(), read.spec().serving());
        long begun = nanos.getAsLong();
        try (Running model = runner.start(subject)) {
            Duration start = Duration.ofNanos(nanos.getAsLong() - begun);
            List<GoldenSample> samples = samples(read);
            List<Problem> problems = new ArrayList<>();
            for (GoldenSample sample : samples) {
                problems.addAll(answer(model, read, sample));
            }
            for (int request = 1; request <= read.requests().size(); request++) {
                problems.addAll(answer(model, read, request));
            }
            if (!problems.isEmpty()) {
                throw new ProblemsException(
                        shown(read, problems, samples.size() + read.requests().size()));
            }
            List<byte[]> events = events(read, samples);
            if (events.isEmpty()) {
                ready(model, read);
            }
            return new Measurement(
                    read.digest(),
                    clock.instant(),
                    model.machine(),
                    model.code(),
                    samples.size(),
                    start,
                    latency(model, events),
                    model.peakMemory());
        } catch (NotStartedException e) {
            throw new ProblemsException(new Problem(
                    serving.weights().get(0),
                    "the model cannot be served: " + e.getMessage(),
                    "",
                    "with --no-trial it is packaged without having been tried, and proven when it is released"));
        }
    }

    private List<GoldenSample> samples(ModelPackage read) {
        return read.serving()
                .samples()
                .flatMap(path -> read.manifest().layer(path))
                .map(layer -> GoldenSample.parse(store.read(layer.digest(), LARGEST_SAMPLES)))
                .orElseGet(List::of);
    }

    private List<Problem> answer(Running model, ModelPackage read, GoldenSample sample) {
        String place = read.serving().samples().orElse("samples") + ":" + sample.line();
        return answer(
                model,
                read,
                place,
                event(read, sample),
                outputs -> Comparison.compare(sample, outputs).map(found -> problem(place, found)));
    }

    /** A request whose answer nobody wrote down must be answered, and as the signature says. */
    private List<Problem> answer(Running model, ModelPackage read, int request) {
        return answer(model, read, "the example, row " + request, event(read, request), _ -> Optional.empty());
    }

    private static List<Problem> answer(
            Running model,
            ModelPackage read,
            String place,
            byte[] event,
            Function<List<OutputTensor>, Optional<Problem>> comparison) {
        Reply reply = model.ask(event);
        if (reply.payload().isEmpty()) {
            return List.of(Problem.at(place, "the model gave no answer: " + reply.why()));
        }
        byte[] payload = reply.payload().get();
        Optional<String> refusal = AnswerCheck.refusal(read.digest(), payload);
        if (refusal.isPresent()) {
            return List.of(Problem.at(place, refusal.get()));
        }
        try {
            List<OutputTensor> outputs = AnswerCheck.outputs(payload);
            List<Problem> problems = new ArrayList<>(SignatureCheck.outputs(
                    read.serving().weights().get(0), read.serving().signature(), outputs));
            comparison.apply(outputs).ifPresent(problems::add);
            return problems;
        } catch (JsonException e) {
            return List.of(Problem.at(place, "the answer is no V2 response: " + e.getMessage()));
        }
    }

    private static Problem problem(String place, Mismatch mismatch) {
        return new Problem(
                place, mismatch.place() + ": the model answers " + mismatch.found(), mismatch.expected(), "");
    }

    private static List<Problem> shown(ModelPackage read, List<Problem> problems, int samples) {
        List<Problem> distinct = problems.stream().distinct().toList();
        List<Problem> shown =
                new ArrayList<>(distinct.stream().limit(MOST_PROBLEMS).toList());
        if (distinct.size() > shown.size()) {
            shown.add(new Problem(
                    read.spec().samples().map(Located::value).orElse("samples"),
                    distinct.size() + " answers of " + samples + " samples are otherwise than expected",
                    "",
                    "these are the first " + shown.size() + "; is it the model that these samples were made with?"));
        }
        return shown;
    }

    private void ready(Running model, ModelPackage read) {
        Reply reply = model.ask(HttpEvent.ready(read.serving().model(), "trial-0", clock.instant()));
        Optional<String> wrong = reply.payload()
                .map(payload -> AnswerCheck.refusal(read.digest(), payload))
                .orElseGet(() -> Optional.of(reply.why()));
        wrong.ifPresent(why -> {
            throw new ProblemsException(Problem.at(read.serving().weights().get(0), "the model is not ready: " + why));
        });
    }

    private List<Duration> latency(Running model, List<byte[]> events) {
        List<Duration> latency = new ArrayList<>();
        long until = nanos.getAsLong() + MEASURED.toNanos();
        for (int i = 0; !events.isEmpty() && i < MOST_CALLS && (i == 0 || nanos.getAsLong() - until < 0); i++) {
            byte[] event = events.get(i % events.size());
            long begun = nanos.getAsLong();
            model.ask(event);
            latency.add(Duration.ofNanos(nanos.getAsLong() - begun));
        }
        return latency;
    }

    private List<byte[]> events(ModelPackage read, List<GoldenSample> samples) {
        List<byte[]> events = new ArrayList<>();
        samples.forEach(sample -> events.add(event(read, sample)));
        for (int request = 1; request <= read.requests().size(); request++) {
            events.add(event(read, request));
        }
        return events;
    }

    private byte[] event(ModelPackage read, int request) {
        return HttpEvent.infer(
                read.serving().model(), read.requests().get(request - 1), "trial-example-" + request, clock.instant());
    }

    private byte[] event(ModelPackage read, GoldenSample sample) {
        Json.Fields request = sample.request();
        return HttpEvent.infer(read.serving().model(), request, "trial-" + sample.line(), clock.instant());
    }
}
