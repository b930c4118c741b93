package dev.slipway.cli.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.FunctionNames;
import dev.slipway.aws.S3Place;
import dev.slipway.cli.process.FakeLambda.Answer;
import dev.slipway.cli.remote.SampleFunction;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.StageKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An account on loopback, as far as deploying and releasing ask it: S3 by S3Mock, Lambda, whose credentials are in use,
 * stacks, and what the CDK would do with them ({@code /cdk}). The release controller runs here, as it would there.
 */
final class FakeCloud implements AutoCloseable {

    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";
    static final FunctionNames NAMES = new FunctionNames("slipway-prod-");

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final S3Door s3;
    private final FakeLambda lambda;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> stacks = new TreeMap<>();
    private final Map<String, String> templates = new ConcurrentHashMap<>();
    private final List<String> cdk = new ArrayList<>();
    private volatile Gate gate = (_, _) -> Optional.empty();
    private final AwsPlatform aws;

    /** Stands before all that is asked. */
    @FunctionalInterface
    interface Gate {
        /** An answer in place of the real one; empty lets it through. It may also end whoever asks. */
        Optional<Answer> answer(String what, boolean after);
    }

    /** An account with nothing in it but a bucket. */
    FakeCloud(S3Door s3) throws IOException {
        this.s3 = s3;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        this.aws = AwsPlatform.open(AwsSettings.in(REGION).emulatedAt(URI.create(address())));
        this.lambda = new FakeLambda((version, event) ->
                JsonReader.parse("event", event).optionalText("body").isPresent()
                        ? new SampleFunction(ports().models(), version).call(event)
                        : new Invocation.Answered("{}".getBytes(StandardCharsets.UTF_8)));
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the CDK was asked, in order. */
    List<String> asked() {
        synchronized (cdk) {
            return List.copyOf(cdk);
        }
    }

    void watch(Gate next) {
        gate = next;
    }

    Ports ports() {
        return new Ports(
                aws.functionService(NAMES),
                aws.router(NAMES),
                new MemoryMetricSource(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofHours(1),
                        Instant.parse("2026-11-24T08:00:00Z")),
                new MemoryAlarmSource(),
                aws.releaseStore(new S3Place(S3Door.BUCKET, "releases/")),
                aws.modelStore(new S3Place(S3Door.BUCKET, "packages/")));
    }

    /** A controller as it runs there. */
    Controller controller() {
        return new Controller(ports(), InstantSource.system(), Duration.ofMinutes(12), _ -> {});
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            String text = new String(body, StandardCharsets.ISO_8859_1);
            String what = path.equals("/") && text.contains("Action=")
                    ? text.replaceFirst("(?s).*Action=([A-Za-z]+).*", "$1")
                    : exchange.getRequestMethod() + " " + path + (query.isEmpty() ? "" : "?" + query);
            Optional<Answer> instead = gate.answer(what, false);
            Answer answer = instead.isPresent() ? instead.get() : answer(exchange, what, path, query, body);
            gate.answer(what, true);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean empty = answer.body().length == 0;
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange, String what, String path, String query, byte[] body)
            throws IOException {
        if (FakeLambda.is(path)) {
            synchronized (lambda) {
                return lambda.answer(exchange.getRequestMethod(), path, query, body);
            }
        }
        if (path.equals("/cdk")) {
            return changed(query, body);
        }
        if (path.equals("/template")) {
            templates.put(query.replaceFirst(".*stack=", ""), new String(body, StandardCharsets.UTF_8));
            return new Answer(200, Map.of(), new byte[0]);
        }
        return switch (what) {
            case "GetCallerIdentity" -> caller(ACCOUNT);
            case "DescribeStacks" -> described(new String(body, StandardCharsets.UTF_8));
            case "GetTemplate" -> template(new String(body, StandardCharsets.UTF_8));
            case "DescribeStackEvents" -> xml("<DescribeStackEventsResponse/>");
            default -> path.startsWith("/" + S3Door.BUCKET) ? forward(exchange, body) : unknown(what);
        };
    }

    private static Answer unknown(String what) {
        return query(400, "ValidationError", "not played here: " + what);
    }

    static Answer caller(String account) {
        return xml("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::" + account
                + ":user/ann</Arn><Account>" + account
                + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
    }

    private static String stack(String form) {
        return form.replaceFirst("(?s).*StackName=([A-Za-z0-9-]+).*", "$1");
    }

    private Answer template(String form) {
        return Optional.ofNullable(templates.get(stack(form)))
                .map(text -> xml("<GetTemplateResponse><GetTemplateResult><TemplateBody>" + text.replace("\"", "&quot;")
                        + "</TemplateBody></GetTemplateResult></GetTemplateResponse>"))
                .orElseGet(() -> query(400, "ValidationError", "Stack with id " + stack(form) + " does not exist"));
    }

    /** A stack's events where a resource could not be made. */
    static Answer failed(String resource, String reason) {
        return xml("<DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents><member><EventId>1</EventId>"
                + "<LogicalResourceId>" + resource
                + "</LogicalResourceId><ResourceType>Custom::SlipwayAlias</ResourceType>"
                + "<ResourceStatus>CREATE_FAILED</ResourceStatus><ResourceStatusReason>" + reason
                + "</ResourceStatusReason></member></StackEvents></DescribeStackEventsResult>"
                + "</DescribeStackEventsResponse>");
    }

    private Answer described(String form) {
        String name = stack(form);
        synchronized (stacks) {
            return stacks.containsKey(name)
                    ? xml("<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>" + name
                            + "</StackName><StackStatus>" + stacks.get(name)
                            + "</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>")
                    : query(400, "ValidationError", "Stack with id " + name + " does not exist");
        }
    }

    /** What CloudFormation does for the CDK, the alias maker included. */
    private Answer changed(String query, byte[] pins) {
        String verb = query.replaceFirst("^verb=([a-z]+).*", "$1");
        String stack = query.replaceFirst(".*stack=", "");
        synchronized (cdk) {
            cdk.add(verb + " " + stack);
        }
        boolean fresh;
        synchronized (stacks) {
            fresh = (verb.equals("destroy") ? stacks.remove(stack) : stacks.put(stack, "CREATE_COMPLETE")) == null;
        }
        if (stack.startsWith("SlipwayModel-prod-")) {
            ModelName model = new ModelName(stack.substring("SlipwayModel-prod-".length()));
            if (verb.equals("destroy")) {
                lambda.remove(NAMES.of(model));
            } else {
                deploy(model, pins, fresh);
            }
        }
        return new Answer(200, Map.of(), new byte[0]);
    }

    private void deploy(ModelName model, byte[] pins, boolean fresh) {
        Digest digest = Digest.parse(
                JsonReader.parse("pins", pins).child("stages").child("prod").text(model.value()));
        synchronized (lambda) {
            lambda.deploy(NAMES.of(model), digest);
        }
        if (fresh) {
            Controller controller = controller();
            controller.start(new StartRequest(
                    model,
                    digest,
                    Presets.named("all-at-once", StageKind.AWS).orElseThrow(),
                    "cloudformation",
                    "first version"));
            controller.tick(model);
        }
    }

    private Answer forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(s3.endpoint() + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new TreeMap<>();
            boolean head = exchange.getRequestMethod().equals("HEAD");
            answer.headers().map().forEach((name, values) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (!NOT_FORWARDED.contains(lower) || (lower.equals("content-length") && head)) {
                    headers.put(name, values.getFirst());
                }
            });
            return new Answer(answer.statusCode(), headers, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static Answer xml(String body) {
        return new Answer(200, Map.of("Content-Type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer query(int status, String code, String message) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/xml"),
                ("<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                                + "</Message></Error></ErrorResponse>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        aws.close();
        client.close();
        threads.close();
    }
}
