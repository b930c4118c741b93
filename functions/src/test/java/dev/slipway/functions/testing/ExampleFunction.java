package dev.slipway.functions.testing;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.HttpAnswer;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.proof.Mismatch;
import dev.slipway.core.proof.OutputTensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** An example's model in the bundle that Lambda would get, in a JVM of its own. */
public final class ExampleFunction implements AutoCloseable {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final String LIVE = "arn:aws:lambda:local:000000000000:function:example:live";

    private final RuntimeApi api = new RuntimeApi();
    private final ModelName model;
    private final Path folder;
    private final Path example;
    private final FunctionProcess process;

    private ExampleFunction(ServingManifest serving, Path folder, Path example, Map<String, String> more)
            throws IOException {
        this.model = serving.model();
        this.folder = folder;
        this.example = example;
        Path store = folder.resolve("store");
        Digest digest = TestPackages.store(new FolderModelStore(store), serving, example);
        Map<String, String> variables = new HashMap<>(more);
        variables.put("SLIPWAY_MODEL", digest.toString());
        variables.put("SLIPWAY_STORE", store.toString());
        this.process = FunctionProcess.startFamily(
                serving.format().family(), folder, api, variables, List.of("-Duser.home=" + home()));
    }

    /**
     * Starts one.
     *
     * @param folder what it may write to
     * @param example its model folder below {@code examples/}
     */
    public static ExampleFunction start(ServingManifest serving, Path folder, String example) throws IOException {
        return start(serving, folder, example, Map.of());
    }

    /**
     * Starts one with more in its environment.
     *
     * @param folder what it may write to
     * @param example its model folder below {@code examples/}
     * @param more variables that replace those that it has otherwise
     */
    public static ExampleFunction start(ServingManifest serving, Path folder, String example, Map<String, String> more)
            throws IOException {
        return new ExampleFunction(serving, folder, EXAMPLES.resolve(example), more);
    }

    /** The golden samples that lie in the model folder. */
    public List<GoldenSample> samples() throws IOException {
        return GoldenSample.parse(Files.readAllBytes(example.resolve("samples.jsonl")));
    }

    /** The lines of {@code expected.jsonl.gz} beside the model folder: what Python answered to a thousand inputs. */
    public List<JsonReader> expected() throws IOException {
        Path file = example.resolveSibling("expected.jsonl.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> JsonReader.parse("expected", line.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        }
    }

    /** What differs from the sample's answer. */
    public Optional<Mismatch> ask(GoldenSample sample) {
        HttpAnswer answer = ask(sample.request());
        if (answer.status() != 200) {
            throw new IllegalStateException(
                    "status " + answer.status() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return Comparison.compare(sample, OutputTensor.all(JsonReader.parse("answer", answer.body())));
    }

    /** The answer to a request. */
    public HttpAnswer ask(Json.Fields request) {
        return send(HttpEvent.infer(model, request, "test", Instant.EPOCH));
    }

    /** The answer to an event. */
    public HttpAnswer send(byte[] event) {
        String answer =
                api.invoke(new String(event, StandardCharsets.UTF_8), LIVE).join();
        return HttpAnswer.parse(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** The model's name. */
    public ModelName model() {
        return model;
    }

    /** Where the function believes its user's home is; whatever unpacks natives there makes it. */
    public Path home() {
        return folder.resolve("home");
    }

    /** Its process. */
    public FunctionProcess process() {
        return process;
    }

    /** A tensor of a request. */
    public static Json.Fields tensor(String name, String datatype, List<Long> shape, Json data) {
        return Json.object()
                .with("name", Json.of(name))
                .with("datatype", Json.of(datatype))
                .with("shape", Json.array(shape.stream().map(Json::of).toList()))
                .with("data", data);
    }

    /** A request of one tensor. */
    public static Json.Fields request(Json.Fields input) {
        return Json.object().with("inputs", Json.array(List.of(input)));
    }

    /** A request as text. */
    public static String text(Json.Fields request) {
        return JsonText.write(request);
    }

    @Override
    public void close() {
        process.close();
        api.close();
    }
}
