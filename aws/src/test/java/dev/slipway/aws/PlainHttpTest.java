package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Connections that break while a body is sent, which the JDK's client tells unchecked, and what is asked before. */
class PlainHttpTest {

    private static final byte[] STATE = "{}".getBytes(StandardCharsets.UTF_8);
    private static final FakeAws.Says WRITTEN = new FakeAws.Says(200, Map.of("ETag", "\"new\""), "");

    @Test
    void aBrokenConnectionIsTriedAgain() {
        try (FakeAws aws = new FakeAws(WRITTEN);
                AwsClients clients = clients(aws, 1, 2)) {
            assertThat(documents(clients).create("a.json", STATE)).contains("\"new\"");
            assertThat(aws.requests().getFirst().headers())
                    .as("nobody asks whether a body may be sent")
                    .doesNotContainKey("expect");
        }
    }

    @Test
    void whereItBreaksAllTheTimeTheServiceIsUnavailable() {
        try (FakeAws aws = new FakeAws(WRITTEN);
                AwsClients clients = clients(aws, 9, 2)) {
            assertThatThrownBy(() -> documents(clients).create("a.json", STATE))
                    .isInstanceOf(PlatformException.Unavailable.class)
                    .hasMessageContaining("s3://releases/a.json");
            assertThat(aws.requests()).isEmpty();
        }
    }

    private static S3Documents documents(AwsClients clients) {
        return new S3Documents(
                clients.s3(), S3Place.parse("s3://releases"), new Backoff(new Random(1), time -> {}), () -> "ours");
    }

    private static AwsClients clients(FakeAws aws, int breaks, int attempts) {
        AwsSettings settings = aws.settings().patient(aws.settings().answerTimeout(), attempts);
        return new AwsClients(
                settings,
                new Breaking(UrlConnectionHttpClient.builder().build(), new AtomicInteger(breaks)),
                ClientOverrideConfiguration.builder());
    }

    /**
     * Breaks the first connections.
     *
     * @param left how many more
     */
    private record Breaking(SdkHttpClient http, AtomicInteger left) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            ExecutableHttpRequest prepared = http.prepareRequest(request);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    if (left.getAndDecrement() > 0) {
                        throw new UncheckedIOException(new SocketException("Unexpected end of file from server"));
                    }
                    return prepared.call();
                }

                @Override
                public void abort() {
                    prepared.abort();
                }
            };
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
