package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.IoUtils;

/**
 * Clients that ask for predictions of held-out digits through the stage's HTTP API, each one call after the other, until they
 * are closed. They sign as AWS wants it of callers.
 */
final class V2Clients implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** So much ink, and a troubled model fails: as examples/digits/graphs.py has it. */
    private static final double MUCH_INK = 368;

    private static final Path IMAGES = Path.of("../examples/digits/images.jsonl");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicLong next = new AtomicLong();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI target;
    private final String account;
    private final String region;
    private final List<String> requests;
    private volatile boolean closed;

    /**
     * A call as its client saw it.
     *
     * @param number the how many-th began, from 0
     * @param status the status; 0 where there was no answer at all
     * @param version what answered; empty where nothing said so
     * @param digest the package that answered
     * @param body the answer
     */
    record Call(long number, int status, String version, String digest, String body) {

        /** Whether it is a prediction: an emulator gives a dead function's call status 200. */
        boolean good() {
            return status == 200 && !version.isEmpty();
        }
    }

    /**
     * Begins to call.
     *
     * @param door where the stage's API listens
     * @param account the account, which is the callers' too
     * @param inkyOf of so many requests one is an image with so much ink that troubled models fail on it; 0 for the
     *     held-out images as they come
     */
    V2Clients(URI door, String account, String region, int inkyOf) throws IOException {
        this.target = door.resolve("v2/models/digits/infer");
        this.account = account;
        this.region = region;
        this.requests = requests(inkyOf);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::client);
        }
    }

    private static List<String> requests(int inkyOf) throws IOException {
        List<String> all = new ArrayList<>();
        List<String> inky = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String line : Files.readAllLines(IMAGES)) {
            List<Double> pixels = JsonReader.parse("image", line.getBytes(StandardCharsets.UTF_8))
                    .numbers("x");
            String request = request(pixels);
            all.add(request);
            (pixels.stream().mapToDouble(Double::doubleValue).sum() >= MUCH_INK ? inky : others).add(request);
        }
        if (inkyOf == 0) {
            return all;
        }
        List<String> mixed = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            mixed.add(i % inkyOf == inkyOf - 1 ? inky.get(i / inkyOf % inky.size()) : others.get(i));
        }
        return mixed;
    }

    private static String request(List<Double> pixels) {
        return JsonText.write(Json.object()
                .with(
                        "inputs",
                        Json.array(List.of(Json.object()
                                .with("name", Json.of("x"))
                                .with("shape", Json.array(List.of(Json.of(1), Json.of(pixels.size()))))
                                .with("datatype", Json.of("FP32"))
                                .with(
                                        "data",
                                        Json.array(pixels.stream().map(Json::of).toList()))))));
    }

    private void client() {
        while (!closed) {
            calls.add(call(next.getAndIncrement()));
        }
    }

    private Call call(long number) {
        String body = requests.get((int) (number % requests.size()));
        try {
            HttpResponse<String> response = http.send(signed(body), HttpResponse.BodyHandlers.ofString());
            return new Call(
                    number,
                    response.statusCode(),
                    response.headers().firstValue("Slipway-Version").orElse(""),
                    response.headers().firstValue("Slipway-Digest").orElse(""),
                    response.body());
        } catch (IOException e) {
            return new Call(number, 0, "", "", String.valueOf(e));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest signed(String body) throws IOException {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(target)
                .putHeader("Content-Type", "application/json")
                .build();
        SignedRequest signed = signer.sign(request -> request.identity(AwsCredentialsIdentity.create(account, "any"))
                .request(plain)
                .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        IoUtils.toByteArray(signed.payload().orElseThrow().newStream())));
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    /** How many calls began until now. */
    long begun() {
        return next.get();
    }

    /** All calls that ended until now, in that order. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        closed = true;
        clients.close();
        http.close();
    }
}
