package dev.slipway.functions.lambda;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.TestContext;
import dev.slipway.functions.testing.TestPackages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The function for {@code sums} in this process, wired as Lambda would, with what it prints kept. */
final class TestFunction {

    static final String LIVE = "arn:aws:lambda:local:000000000000:function:sums:live";
    static final String PINNED = "arn:aws:lambda:local:000000000000:function:sums:3";

    static final String SAMPLE = TestPackages.SUMS_SAMPLE;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Digest digest;
    private final InferenceHandler handler;

    private TestFunction(Path folder, String samples, Map<String, String> more) {
        digest = TestPackages.store(
                new FolderModelStore(folder),
                "sums",
                OnnxModels.sumAndProduct(),
                OnnxModels.sumAndProductSignature(),
                samples);
        Map<String, String> environment = new HashMap<>(Map.of(
                "SLIPWAY_MODEL", digest.toString(),
                "SLIPWAY_STORE", folder.toString(),
                "AWS_LAMBDA_FUNCTION_VERSION", "3"));
        environment.putAll(more);
        handler = new InferenceHandler(new Wiring(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(log, true, StandardCharsets.UTF_8),
                        Duration.ofMillis(100))
                .parts());
    }

    static TestFunction of(Path folder) {
        return new TestFunction(folder, SAMPLE, Map.of());
    }

    static TestFunction snapshot(Path folder, String samples) {
        return new TestFunction(folder, samples, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
    }

    InferenceHandler handler() {
        return handler;
    }

    /** Hands over an event; the answer with the package's digest masked. */
    String call(String event, String requestId, String arn) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new TestContext(requestId, arn));
        return masked(answer);
    }

    /** What was printed since the last time, the package's digest masked. */
    String printed() {
        String text = masked(out);
        out.reset();
        return text;
    }

    String logged() {
        return masked(log);
    }

    private String masked(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(digest.toString(), "sha256:<digest>");
    }

    static String event(String method, String path) {
        return "{\"version\":\"2.0\",\"rawPath\":\"" + path + "\",\"requestContext\":{\"http\":{\"method\":\"" + method
                + "\"}}}";
    }
}
