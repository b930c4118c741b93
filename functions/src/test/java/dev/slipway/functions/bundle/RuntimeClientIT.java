package dev.slipway.functions.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The runtime client we gather is whole: it starts, finds its native part where we put it, and speaks. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client has natives for Linux only")
class RuntimeClientIT {
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final Path CLIENT = Path.of("target", "runtime-client").toAbsolutePath();

    @Test
    void reportsAHandlerThatDoesNotExist() throws Exception {
        var reported = new CompletableFuture<String>();
        var api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext(RUNTIME + "invocation/next", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "one");
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(UTF_8));
            }
        });
        api.createContext(RUNTIME + "invocation/one/error", exchange -> {
            try (exchange) {
                reported.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(202, -1);
            }
        });
        api.start();
        var process = start(api.getAddress().getPort());
        try {
            assertThat(reported)
                    .succeedsWithin(Duration.ofSeconds(60))
                    .asString()
                    .contains("dev.slipway.NoSuchHandler");
        } finally {
            process.destroyForcibly();
            api.stop(0);
        }
    }

    private static Process start(int port) throws IOException {
        var processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                                + CLIENT.resolve("native").resolve("libaws-lambda-jni.linux-" + processor + ".so"),
                        "-cp",
                        CLIENT.resolve("lib") + "/*",
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        "dev.slipway.NoSuchHandler")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "runtime-client.log").toFile());
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port);
        builder.environment().put("LAMBDA_TASK_ROOT", CLIENT.toString());
        return builder.start();
    }
}
