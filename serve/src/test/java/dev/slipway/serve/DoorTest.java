package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.web.HttpServer;
import dev.slipway.web.ServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class DoorTest {

    private final Door door = new Door();

    @Test
    void untilTheModelIsLoadedItLivesAndIsNotReadyAndThenWhatWasOpenedAnswers() throws Exception {
        try (HttpServer server = HttpServer.start(ServerOptions.at("127.0.0.1", 0, -1), door);
                HttpClient client = HttpClient.newHttpClient()) {
            URI url = URI.create(server.url());
            HttpRequest infer = HttpRequest.newBuilder(url.resolve("/v2/models/digits/infer"))
                    .POST(BodyPublishers.ofString(" ".repeat(200_000)))
                    .build();

            assertThat(get(client, url.resolve("/v2/health/live")).statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(client, url.resolve("/v2/health/ready"));
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("{\"live\":true,\"ready\":false}");
            HttpResponse<String> refused = client.send(infer, BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.body()).isEqualTo("{\"error\":\"the model is being loaded; try again later\"}");

            door.open((_, response) -> response.send("open"));
            assertThat(get(client, url).body()).isEqualTo("open");
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI url) throws Exception {
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
}
