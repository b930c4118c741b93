package dev.slipway.serve;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.functions.telemetry.CallLog;
import dev.slipway.functions.telemetry.FaultLog;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.v2.ModelEndpoint;
import dev.slipway.functions.v2.ServedModel;
import dev.slipway.web.HttpServer;
import dev.slipway.web.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server on a free port, with limits so small that a test reaches them. */
final class ServedForTest implements AutoCloseable {

    static final Limits SMALL = new Limits(1024, 4096, 1, 2, Duration.ofSeconds(60), 100, Duration.ofSeconds(60));

    /** Room for one body of the longest, with so much patience for another. */
    static Limits roomForOne(Duration patience) {
        return new Limits(4096, 4096, 1, 8, patience, SMALL.connections(), SMALL.drain());
    }

    final HeldPredictor predictor = new HeldPredictor();
    final Readiness readiness = new Readiness();
    final HttpClient client = HttpClient.newHttpClient();
    final HttpServer server;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    ServedForTest(Limits limits) {
        this(limits, Optional.empty());
    }

    ServedForTest(Limits limits, Optional<ServerOptions.TlsFiles> tls) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Digest digest = Digest.of(new byte[0]);
        ServedModel model =
                new ServedModel(new ModelName("same"), digest.brief(), digest, "onnx_onnxv1", predictor.signature());
        server = HttpServer.start(
                ServerOptions.at("127.0.0.1", 0, -1)
                        .limited(limits.connections(), Duration.ofSeconds(60), limits.drain())
                        .secured(tls),
                new InferenceDoor(
                        new ModelEndpoint(model, predictor, TensorMemory.collected(), readiness, "test"),
                        readiness,
                        limits,
                        new CallLog(out, "same", digest.brief(), digest, true),
                        new FaultLog(out),
                        () -> Instant.EPOCH,
                        System::nanoTime,
                        () -> "call"));
    }

    HttpRequest infer(String body) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/v2/models/same/infer"))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** A request so long that it needs room. */
    static String large() {
        return request() + " ".repeat(3000);
    }

    /** So many numbers, which are answered with as many. */
    static String request(int numbers) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[" + numbers + "],\"datatype\":\"FP32\",\"data\":[0"
                + ",0".repeat(numbers - 1) + "]}]}";
    }

    static String request() {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1.5]}]}";
    }

    CompletableFuture<HttpResponse<String>> ask(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    String get(String path) {
        return ask(HttpRequest.newBuilder(URI.create(server.url() + path)).build())
                .join()
                .body();
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        predictor.let(1000);
        client.close();
        server.close();
    }
}
