package dev.slipway.packager.trial;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.proof.AnswerCheck;
import dev.slipway.core.proof.HttpAnswer;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.trial.ModelRunner.NotStartedException;
import dev.slipway.packager.trial.ModelRunner.Reply;
import dev.slipway.packager.trial.ModelRunner.Running;
import dev.slipway.packager.trial.ModelRunner.Subject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Samples to begin with: requests that were made up from the signature, or given by the author, and what the model answers to them. They show the
 * form, and prove nothing before a person has put real cases in and confirmed the answers.
 *
 * @param lines one sample a line, as {@code samples.jsonl} has them
 * @param problem why there are none; empty where there are some
 */
public record StarterSamples(List<String> lines, String problem) {

    /** The file's name: not the one of golden samples, so that nothing unconfirmed becomes one by itself. */
    public static final String FILE = "samples-to-confirm.jsonl";

    private static final int SAMPLES = 3;
    private static final long MOST_ELEMENTS = 100_000;
    private static final Json TOLERANCE = Json.object()
            .with("absolute", new Json.Numeric(new BigDecimal("0.00001")))
            .with("relative", new Json.Numeric(new BigDecimal("0.0001")));

    /** Copies the lines. */
    public StarterSamples {
        lines = List.copyOf(lines);
    }

    /**
     * Asks a model whose package's blobs are stored where the runner looks.
     *
     * @param given requests that the author gave; some are made up where there are none
     */
    public static StarterSamples of(
            ModelRunner runner, ModelPackage read, List<Json.Fields> given, InstantSource clock) {
        ServingManifest serving = read.serving();
        Optional<String> impossible =
                given.isEmpty() ? impossible(serving.signature().inputs()) : Optional.empty();
        if (impossible.isPresent()) {
            return new StarterSamples(List.of(), impossible.get());
        }
        Subject subject = new Subject(
                serving.model(), read.digest(), serving.format(), read.spec().serving());
        try (Running model = runner.start(subject)) {
            List<String> lines = new ArrayList<>();
            int count = given.isEmpty() ? SAMPLES : given.size();
            for (int sample = 0; sample < count; sample++) {
                Json.Fields request =
                        given.isEmpty() ? request(serving.signature().inputs(), sample) : given.get(sample);
                Reply reply =
                        model.ask(HttpEvent.infer(serving.model(), request, "starter-" + sample, clock.instant()));
                Optional<String> refusal = reply.payload()
                        .map(payload -> AnswerCheck.refusal(read.digest(), payload))
                        .orElseGet(() -> Optional.of(reply.why()));
                if (refusal.isPresent()) {
                    return new StarterSamples(
                            List.of(),
                            (given.isEmpty() ? "asked with made-up inputs: " : "asked the example: ") + refusal.get());
                }
                lines.add(line(request, reply.payload().orElseThrow()));
            }
            return new StarterSamples(lines, "");
        } catch (NotStartedException | JsonException e) {
            return new StarterSamples(List.of(), String.valueOf(e.getMessage()));
        }
    }

    /** Requests made up from a signature; none where it has no small form in JSON. */
    public static List<Json.Fields> requests(List<TensorSpec> inputs) {
        List<Json.Fields> requests = new ArrayList<>();
        int count = impossible(inputs).isPresent() ? 0 : SAMPLES;
        for (int sample = 0; sample < count; sample++) {
            requests.add(request(inputs, sample));
        }
        return requests;
    }

    private static Optional<String> impossible(List<TensorSpec> inputs) {
        return inputs.stream()
                .filter(tensor -> elements(tensor) > MOST_ELEMENTS || tensor.datatype() == Datatype.BF16)
                .map(tensor -> "the input \"" + tensor.name() + "\" has no small form in JSON")
                .findFirst();
    }

    private static long elements(TensorSpec tensor) {
        return shape(tensor).stream().reduce(1L, Math::multiplyExact);
    }

    /** One where any size will do. */
    private static List<Long> shape(TensorSpec tensor) {
        return tensor.shape().stream().map(size -> Math.max(size, 1)).toList();
    }

    private static Json.Fields request(List<TensorSpec> inputs, int sample) {
        return Json.object()
                .with(
                        "inputs",
                        Json.array(inputs.stream()
                                .map(tensor -> input(tensor, sample))
                                .toList()));
    }

    private static Json.Fields input(TensorSpec tensor, int sample) {
        List<Json> data = new ArrayList<>();
        for (long i = 0; i < elements(tensor); i++) {
            data.add(element(tensor, (i * 7 + sample * 3L) % 10));
        }
        return Json.object()
                .with("name", Json.of(tensor.name()))
                .with("shape", Json.array(shape(tensor).stream().map(Json::of).toList()))
                .with("datatype", Json.of(tensor.datatype().name()))
                .with("data", Json.array(data));
    }

    /** A small value: a digit, a tenth of one, or a word. */
    private static Json element(TensorSpec tensor, long digit) {
        return switch (tensor.datatype()) {
            case BOOL -> Json.of(digit % 2 == 0);
            case BYTES -> Json.of("a text");
            case FP16, BF16, FP32, FP64 -> new Json.Numeric(BigDecimal.valueOf(digit, 1));
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> Json.of(digit);
        };
    }

    private static String line(Json.Fields request, byte[] payload) {
        JsonReader response =
                JsonReader.parse("response", HttpAnswer.parse(payload).body());
        return JsonText.write(Json.object()
                .with("request", request)
                .with("response", Json.object().with("outputs", Json.array(response.items("outputs"))))
                .with("tolerance", TOLERANCE));
    }
}
