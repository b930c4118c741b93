package dev.slipway.core.control;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.proof.AnswerCheck;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.proof.Mismatch;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Proves a version before it gets traffic (I4): it is Active, it says that it serves the package's digest, and it
 * answers the package's golden samples through its own handler. The way back is proven too.
 */
final class Prover {

    private static final int MANIFEST_LIMIT = 4 << 20;
    private static final int SAMPLES_LIMIT = 64 << 20;

    private final FunctionService functions;
    private final ModelStore models;

    Prover(FunctionService functions, ModelStore models) {
        this.functions = functions;
        this.models = models;
    }

    /** How a proof ended. */
    sealed interface Proof {

        /**
         * It holds.
         *
         * @param samples how many golden samples were answered as expected
         */
        record Passed(int samples) implements Proof {}

        /**
         * It does not, and never will.
         *
         * @param why what is wrong
         * @param asked how many samples had been answered as expected before
         */
        record Failed(String why, int asked) implements Proof {}

        /**
         * It cannot be told yet.
         *
         * @param why what it waits for
         */
        record NotYet(String why) implements Proof {}
    }

    /** Tries to prove the candidate. Asked again, it does the same again: nothing is remembered. */
    Proof prove(ReleaseState release, Step.Verify step, Instant now) {
        try {
            Optional<Proof> notReady = ready(release);
            if (notReady.isPresent()) {
                return notReady.get();
            }
            functions.warm(release.endpoint(), release.candidate().version(), step.restores());
            return answers(release, now);
        } catch (PlatformException.Unavailable e) {
            return new Proof.NotYet(e.getMessage());
        } catch (PlatformException.Missing | PlatformException.Corrupt e) {
            return new Proof.Failed(e.getMessage(), 0);
        }
    }

    private Optional<Proof> ready(ReleaseState release) {
        ModelName endpoint = release.endpoint();
        String candidate = release.candidate().version();
        Optional<Proof> ofCandidate = switch (functions.state(endpoint, candidate)) {
            case State.Pending() -> Optional.of(new Proof.NotYet("version " + candidate + " is being made ready"));
            case State.Failed(String why) ->
                Optional.of(new Proof.Failed("version " + candidate + " failed to start: " + why, 0));
            case State.Active(), State.Inactive() -> Optional.empty();
        };
        return ofCandidate.isPresent() ? ofCandidate : release.stable().flatMap(stable -> wayBack(endpoint, stable));
    }

    private Optional<Proof> wayBack(ModelName endpoint, FunctionVersion stable) {
        String version = stable.version();
        return switch (functions.state(endpoint, version)) {
            case State.Active() -> Optional.empty();
            case State.Pending() -> Optional.of(new Proof.NotYet("stable version " + version + " is being made ready"));
            case State.Inactive() -> {
                functions.warm(endpoint, version, 1);
                yield Optional.of(new Proof.NotYet("stable version " + version + " slept and is being woken"));
            }
            case State.Failed(String why) ->
                Optional.of(
                        new Proof.Failed("there is no way back: stable version " + version + " has failed: " + why, 0));
        };
    }

    private Proof answers(ReleaseState release, Instant now) {
        List<GoldenSample> samples = samples(release.candidate().digest());
        if (samples.isEmpty()) {
            byte[] event = HttpEvent.ready(release.endpoint(), requestId(release, 0), now);
            return ask(release, event, "readiness")
                    .<Proof>map(why -> new Proof.Failed(why, 0))
                    .orElseGet(() -> new Proof.Passed(0));
        }
        int asked = 0;
        for (GoldenSample sample : samples) {
            Optional<String> wrong = answer(release, sample, now);
            if (wrong.isPresent()) {
                return new Proof.Failed(wrong.get(), asked);
            }
            asked++;
        }
        return new Proof.Passed(asked);
    }

    private List<GoldenSample> samples(Digest digest) {
        try {
            Manifest manifest = Manifest.parse(models.read(digest, MANIFEST_LIMIT));
            ServingManifest serving = ServingManifest.parse(read(manifest, ServingManifest.PATH, MANIFEST_LIMIT));
            return serving.samples()
                    .map(path -> GoldenSample.parse(read(manifest, path, SAMPLES_LIMIT)))
                    .orElseGet(List::of);
        } catch (JsonException | IllegalArgumentException e) {
            throw new PlatformException.Corrupt("package " + digest + " cannot be read: " + e.getMessage());
        }
    }

    private byte[] read(Manifest manifest, String path, int limit) {
        return models.read(
                manifest.layer(path)
                        .orElseThrow(() -> new PlatformException.Missing("the package has no layer " + path))
                        .digest(),
                limit);
    }

    private Optional<String> answer(ReleaseState release, GoldenSample sample, Instant now) {
        String place = "sample line " + sample.line();
        byte[] event = HttpEvent.infer(release.endpoint(), sample.request(), requestId(release, sample.line()), now);
        return switch (invoke(release, event)) {
            case Invocation.Unanswered unanswered -> Optional.of(place + ": " + text(unanswered));
            case Invocation.Answered(byte[] payload) -> {
                Optional<String> wrong = wrong(release, payload, place);
                yield wrong.isPresent() ? wrong : compare(sample, payload);
            }
        };
    }

    private Optional<String> ask(ReleaseState release, byte[] event, String place) {
        return switch (invoke(release, event)) {
            case Invocation.Unanswered unanswered -> Optional.of(place + ": " + text(unanswered));
            case Invocation.Answered(byte[] payload) -> wrong(release, payload, place);
        };
    }

    private Invocation invoke(ReleaseState release, byte[] event) {
        return functions.invoke(release.endpoint(), release.candidate().version(), event);
    }

    private static Optional<String> wrong(ReleaseState release, byte[] payload, String place) {
        return AnswerCheck.refusal(release.candidate().digest(), payload).map(why -> place + ": " + why);
    }

    private static Optional<String> compare(GoldenSample sample, byte[] payload) {
        try {
            return Comparison.compare(sample, AnswerCheck.outputs(payload)).map(Mismatch::toString);
        } catch (JsonException e) {
            return Optional.of("sample line " + sample.line() + ": the answer is no V2 response: " + e.getMessage());
        }
    }

    private static String text(Invocation.Unanswered unanswered) {
        return "the function gave no answer: " + unanswered.kind() + ": " + unanswered.message();
    }

    private static String requestId(ReleaseState release, int line) {
        return "proof-" + release.id() + "-" + line;
    }
}
