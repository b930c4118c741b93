package dev.slipway.cli.remote;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.memory.MemoryFunctionService.Program;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A function that knows the golden samples of its package, and nothing else: it answers them as the model does. */
public final class SampleFunction implements Program {

    private static final int MOST = 8 << 20;

    private final FunctionVersion version;
    private final Map<String, Json> answers = new HashMap<>();

    /** The function of a version, with the samples of its package. */
    public SampleFunction(ModelStore models, FunctionVersion version) {
        this.version = version;
        byte[] samples = PackageContents.serving(models, version.digest())
                .samples()
                .flatMap(path ->
                        PackageContents.manifest(models, version.digest()).layer(path))
                .map(layer -> models.read(layer.digest(), MOST))
                .orElse(new byte[0]);
        new String(samples, StandardCharsets.UTF_8).lines().forEach(line -> {
            JsonReader sample = JsonReader.parse("sample", line.getBytes(StandardCharsets.UTF_8));
            answers.put(
                    inputs(sample.child("request")), sample.child("response").object());
        });
    }

    private static String inputs(JsonReader request) {
        return request.children("inputs").getFirst().items("data").toString();
    }

    @Override
    public Invocation call(byte[] event) {
        String body = JsonReader.parse("event", event).text("body");
        String asked = inputs(JsonReader.parse("request", body.getBytes(StandardCharsets.UTF_8)));
        Optional<Json> known = Optional.ofNullable(answers.get(asked));
        Json answer = known.orElseGet(() -> Json.object().with("error", Json.of("only golden samples are known here")));
        return new Invocation.Answered(JsonText.canonical(Json.object()
                .with("statusCode", Json.of(known.isPresent() ? 200 : 400))
                .with(
                        "headers",
                        Json.object()
                                .with("content-type", Json.of("application/json"))
                                .with("slipway-version", Json.of(version.version()))
                                .with("slipway-digest", Json.of(version.digest().toString())))
                .with("body", Json.of(JsonText.write(answer)))
                .with("isBase64Encoded", Json.of(false))));
    }
}
