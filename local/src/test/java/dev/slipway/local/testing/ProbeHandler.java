package dev.slipway.local.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.crac.Core;
import org.crac.Resource;

/**
 * A handler under AWS's real client that does what the event says: {@code do-throw}, {@code do-exit}, {@code do-hang},
 * {@code do-abort}, {@code do-eat} (1 GB), {@code do-fail} (answers 500), {@code do-large}, {@code do-size=5000000;}. Else it answers its version, its hooks in
 * order, its process id, the event's length and whether the event's body came in base64. It prints a line in the embedded metric format as Slipway's own handler does.
 *
 * <p>Environment: {@code PROBE_INIT} fails the start in one of the ways {@code throw}, {@code exit}, {@code abort} and
 * {@code eat}, and {@code PROBE_INIT_2} that of version 2 alone; {@code PROBE_GATE=<file>} makes the start wait until this
 * file exists, {@code PROBE_GATE_2} that of version 2 alone; {@code PROBE_TROUBLE=<digest> <what>} makes this package do
 * {@code fail}, {@code exit} or {@code hang} in each call of a client.
 */
public final class ProbeHandler implements RequestStreamHandler, Resource {

    private static final int LARGE = 7 * 1024 * 1024;

    private final List<String> hooks = new ArrayList<>();

    /** Starts as the environment says. */
    public ProbeHandler() throws Exception {
        Core.getGlobalContext().register(this);
        String version = System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
        begin(System.getenv()
                .getOrDefault("PROBE_INIT_" + version, System.getenv().getOrDefault("PROBE_INIT", "")));
        awaitGate();
    }

    private static void awaitGate() {
        String version = System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
        String gate = System.getenv().getOrDefault("PROBE_GATE_" + version, System.getenv("PROBE_GATE"));
        while (gate != null && !Files.exists(Path.of(gate))) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void begin(String how) throws IOException {
        switch (how) {
            case "throw" -> throw new IllegalStateException("the model cannot be loaded");
            case "exit" -> Runtime.getRuntime().halt(3);
            case "abort" -> abort();
            case "eat" -> eat(1024);
            default -> {
                // as models do that can be loaded
            }
        }
    }

    /** What a library does that finds itself broken. */
    private static void abort() throws IOException {
        new ProcessBuilder(
                        "/bin/kill",
                        "-ABRT",
                        Long.toString(ProcessHandle.current().pid()))
                .start();
        hang();
    }

    /** What an engine does with a large model: memory beside the heap, and all of it touched. */
    private static void eat(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            Arena.global().allocate(1024L * 1024).fill((byte) 1);
        }
        hang();
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        hooks.add("before");
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        hooks.add("after");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String event = new String(in.readAllBytes(), StandardCharsets.UTF_8) + trouble(context);
        if (event.contains("do-throw")) {
            throw new IllegalStateException("asked to throw");
        }
        if (event.contains("do-exit")) {
            Runtime.getRuntime().halt(3);
        }
        if (event.contains("do-abort")) {
            abort();
        }
        if (event.contains("do-eat")) {
            eat(1024);
        }
        if (event.contains("do-hang")) {
            hang();
        }
        boolean fails = event.contains("do-fail");
        System.out.println(metric(context, fails, event.contains("do-warm")));
        String text = text(event, context);
        out.write(("{\"statusCode\":" + (fails ? 500 : 200)
                        + ",\"headers\":{\"Content-Type\":\"application/json\",\"Slipway-Digest\":\""
                        + System.getenv("SLIPWAY_MODEL") + "\"},\"body\":\""
                        + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"isBase64Encoded\":false}")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** What the environment asks of this package where a client calls it, in the words of an event. */
    private static String trouble(Context context) {
        String asked = System.getenv("PROBE_TROUBLE");
        boolean mine = asked != null && asked.startsWith(System.getenv("SLIPWAY_MODEL") + " ");
        return mine && context.getInvokedFunctionArn().endsWith(":live")
                ? "do-" + asked.substring(asked.indexOf(' ') + 1)
                : "";
    }

    private String text(String event, Context context) {
        int size = event.indexOf("do-size=");
        if (size >= 0) {
            return "x".repeat(Integer.parseInt(event.substring(size + 8, event.indexOf(';', size))));
        }
        return event.contains("do-large") ? "x".repeat(LARGE) : answer(event, context);
    }

    private String answer(String event, Context context) {
        return "{\"version\":\"%s\",\"hooks\":\"%s\",\"pid\":%d,\"bytes\":%d,\"base64\":%b,\"arn\":\"%s\",\"remaining\":%b}"
                .formatted(
                        context.getFunctionVersion(),
                        String.join(",", hooks),
                        ProcessHandle.current().pid(),
                        event.length(),
                        event.contains("\"isBase64Encoded\":true"),
                        context.getInvokedFunctionArn(),
                        context.getRemainingTimeInMillis() > 0);
    }

    private static String metric(Context context, boolean fails, boolean warming) {
        boolean live = context.getInvokedFunctionArn().endsWith(":live");
        return "{" + (live ? "\"_aws\":{\"Timestamp\":1,\"CloudWatchMetrics\":[]}," : "")
                + "\"Latency\":1.5,\"ServerErrors\":" + (fails ? 1 : 0) + ",\"WarmingUp\":" + (warming ? 1 : 0)
                + ",\"request_id\":\"" + context.getAwsRequestId() + "\"}";
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
