package dev.slipway.functions.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.functions.testing.FunctionProcess;
import dev.slipway.functions.testing.RuntimeApi;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The controller's bundle has all that its handlers need, and they reach AWS: here, a loopback address that refuses. */
@EnabledOnOs(OS.LINUX)
class ControllerBundleIT {

    @TempDir
    private Path folder;

    @Test
    void theAliasHandlerStartsAsksAwsAndTellsCloudFormationHowItEnded() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        HttpServer everything = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        everything.createContext("/", exchange -> {
            try (exchange) {
                byte[] refusal = "{\"Message\":\"not yours\"}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("x-amzn-errortype", "AccessDeniedException");
                exchange.sendResponseHeaders(403, refusal.length);
                exchange.getResponseBody().write(refusal);
            }
        });
        everything.createContext("/answer", exchange -> {
            try (exchange) {
                answer.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        everything.start();
        String address = "http://127.0.0.1:" + everything.getAddress().getPort();
        try (RuntimeApi api = new RuntimeApi();
                FunctionProcess _ = FunctionProcess.startController(
                        "dev.slipway.functions.controller.AliasHandler", folder, api, variables(address))) {
            api.invoke(
                            "{\"RequestType\":\"Create\",\"ResponseURL\":\"" + address + "/answer\",\"StackId\":\"s\","
                                    + "\"RequestId\":\"r\",\"LogicalResourceId\":\"l\","
                                    + "\"ResourceProperties\":{\"Model\":\"digits\"}}",
                            "arn")
                    .join();

            assertThat(answer)
                    .succeedsWithin(Duration.ofSeconds(60))
                    .asString()
                    .contains("\"Status\":\"FAILED\"")
                    .contains("slipway-prod-digits")
                    .contains("not yours");
        } finally {
            everything.stop(0);
        }
    }

    private static Map<String, String> variables(String address) {
        Map<String, String> variables = new HashMap<>();
        variables.put("SLIPWAY_STAGE", "prod");
        variables.put("SLIPWAY_FUNCTIONS", "slipway-prod-");
        variables.put("SLIPWAY_STORE", "s3://our-packages/packages/");
        variables.put("SLIPWAY_RELEASES", "s3://our-packages/releases/");
        variables.put("AWS_REGION", "eu-central-1");
        variables.put("AWS_ENDPOINT_URL", address);
        variables.put("AWS_ACCESS_KEY_ID", "test");
        variables.put("AWS_SECRET_ACCESS_KEY", "test");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        return variables;
    }
}
