package dev.slipway.functions.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.functions.testing.FunctionProcess;
import dev.slipway.functions.testing.RuntimeApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The controller's bundle has all that its handlers need, and they reach AWS: here, a loopback address that refuses. */
@EnabledOnOs(OS.LINUX)
class ControllerBundleIT {

    @TempDir
    private Path folder;

    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final RuntimeApi api = new RuntimeApi();
    private final HttpServer refusing;

    ControllerBundleIT() throws IOException {
        refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void refuseEverything() {
        refusing.createContext("/", exchange -> {
            try (exchange) {
                byte[] refusal = "{\"Message\":\"not yours\"}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("x-amzn-errortype", "AccessDeniedException");
                exchange.sendResponseHeaders(403, refusal.length);
                exchange.getResponseBody().write(refusal);
            }
        });
        refusing.createContext("/answer", exchange -> {
            try (exchange) {
                answer.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        refusing.start();
    }

    @AfterEach
    void stop() {
        api.close();
        refusing.stop(0);
    }

    @Test
    void theAliasHandlerStartsAsksAwsAndTellsCloudFormationHowItEnded() {
        try (FunctionProcess _ = start("controller.AliasHandler")) {
            api.invoke(
                            "{\"RequestType\":\"Create\",\"ResponseURL\":\"" + address()
                                    + "/answer\",\"StackId\":\"s\","
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
        }
    }

    @Test
    void theControllerStartsAsksAwsAndFailsSoThatLambdaCountsIt() {
        try (FunctionProcess _ = start("controller.ControllerHandler")) {
            assertThat(api.invoke("{}", "arn"))
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableThat()
                    .withMessageContaining("s3://our-packages/releases/");
        }
    }

    @Test
    void theFrontFunctionStartsAndAnswers() {
        try (FunctionProcess _ = start("front.FrontHandler")) {
            String event = "{\"rawPath\":\"/v2\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}}";

            assertThat(api.invoke(event, "arn").join())
                    .contains("\"statusCode\":200")
                    .contains("model_repository");
        }
    }

    private FunctionProcess start(String handler) {
        return FunctionProcess.startController("dev.slipway.functions." + handler, folder, api, variables(address()));
    }

    private String address() {
        return "http://127.0.0.1:" + refusing.getAddress().getPort();
    }

    private static Map<String, String> variables(String address) {
        Map<String, String> variables = new HashMap<>();
        variables.put("SLIPWAY_STAGE", "prod");
        variables.put("SLIPWAY_MODELS", "digits,wine");
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
