package dev.slipway.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The JDK's HTTP client without two of its habits under the SDK. It tells some broken connections unchecked, while a
 * body is being sent: these would neither be tried again nor be an error of the service. And it asks S3 whether a
 * body may be sent: that costs a round trip for each of our small documents, it waits as long as the time-out where the
 * question is overheard, and the stores look before they send anyway.
 */
final class PlainHttp implements SdkHttpClient {

    private final SdkHttpClient http;

    PlainHttp(SdkHttpClient http) {
        this.http = http;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(withoutAsking(request));
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return prepared.call();
                } catch (UncheckedIOException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static HttpExecuteRequest withoutAsking(HttpExecuteRequest request) {
        HttpExecuteRequest.Builder plain = HttpExecuteRequest.builder()
                .request(
                        request.httpRequest().toBuilder().removeHeader("Expect").build());
        request.contentStreamProvider().ifPresent(plain::contentStreamProvider);
        request.metricCollector().ifPresent(plain::metricCollector);
        return plain.build();
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
