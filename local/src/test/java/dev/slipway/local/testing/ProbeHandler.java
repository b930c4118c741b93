package dev.slipway.local.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.crac.Core;
import org.crac.Resource;

/**
 * A handler under AWS's real client that does what the event says: {@code do-throw}, {@code do-exit}, {@code do-hang},
 * {@code do-fail} (answers 500), {@code do-large}, {@code do-size=5000000;}. Else it answers its version, its hooks in
 * order, its process id, the event's length and whether the event's body came in base64. It prints a line in the embedded metric format as Slipway's own handler does.
 *
 * <p>Environment: {@code PROBE_INIT=throw} fails the start; {@code PROBE_GATE=<file>} makes the start wait until this
 * file exists.
 */
public final class ProbeHandler implements RequestStreamHandler, Resource {

    private static final int LARGE = 7 * 1024 * 1024;

    private final List<String> hooks = new ArrayList<>();

    /** Starts as the environment says. */
    public ProbeHandler() throws Exception {
        Core.getGlobalContext().register(this);
        if ("throw".equals(System.getenv("PROBE_INIT"))) {
            throw new IllegalStateException("the model cannot be loaded");
        }
        String gate = System.getenv("PROBE_GATE");
        while (gate != null && !Files.exists(Path.of(gate))) {
            Thread.onSpinWait();
        }
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
        String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if (event.contains("do-throw")) {
            throw new IllegalStateException("asked to throw");
        }
        if (event.contains("do-exit")) {
            Runtime.getRuntime().halt(3);
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
