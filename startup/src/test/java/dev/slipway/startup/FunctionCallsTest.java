package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The Runtime API of a training, asked as a function asks. */
class FunctionCallsTest {

    private static final String BASE = "/2018-06-01/runtime";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void eventsAreHandedOutInTurnAndThenNoneAnyMore() throws Exception {
        try (FunctionCalls calls = calls(3)) {
            assertThat(get(calls, "/restore/next").statusCode()).isEqualTo(200);
            assertThat(List.of(next(calls), next(calls), next(calls))).containsExactly("one", "two", "one");
            assertThat(calls.done()).isNotDone();
            var fourth = http.sendAsync(request(calls, "/invocation/next").build(), BodyHandlers.ofString());
            calls.done().get(60, TimeUnit.SECONDS);
            assertThat(fourth).isNotDone();
            fourth.cancel(true);
        }
    }

    @Test
    void anErrorOfTheFunctionFailsTheTraining() throws Exception {
        try (FunctionCalls calls = calls(3)) {
            post(calls, "/init/error", "{\"errorMessage\":\"the model cannot be loaded\"}");
            assertThatThrownBy(() -> calls.done().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("the model cannot be loaded");
        }
    }

    @Test
    void anAnswerThatIsAFaultFailsTheTraining() throws Exception {
        try (FunctionCalls calls = calls(3)) {
            next(calls);
            post(calls, "/invocation/training/response", "{\"statusCode\":500,\"body\":\"no\"}");
            assertThatThrownBy(() -> calls.done().get(60, TimeUnit.SECONDS)).hasMessageContaining("\"statusCode\":500");
        }
    }

    private static FunctionCalls calls(int count) throws IOException {
        return new FunctionCalls(
                List.of("one".getBytes(StandardCharsets.UTF_8), "two".getBytes(StandardCharsets.UTF_8)), count);
    }

    private String next(FunctionCalls calls) throws Exception {
        HttpResponse<String> call = get(calls, "/invocation/next");
        assertThat(call.headers().firstValue("Lambda-Runtime-Aws-Request-Id")).contains("training");
        assertThat(post(calls, "/invocation/training/response", "{\"statusCode\":200}"))
                .isEqualTo(202);
        return call.body();
    }

    private HttpResponse<String> get(FunctionCalls calls, String path) throws Exception {
        return http.send(request(calls, path).build(), BodyHandlers.ofString());
    }

    private int post(FunctionCalls calls, String path, String body) throws Exception {
        return http.send(
                        request(calls, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest.Builder request(FunctionCalls calls, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://" + calls.environment().get("AWS_LAMBDA_RUNTIME_API") + BASE + path));
    }
}
