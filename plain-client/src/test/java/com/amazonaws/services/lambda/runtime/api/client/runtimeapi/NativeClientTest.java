package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The two calls against a Runtime API that says exactly what a test wants. */
class NativeClientTest {

    private static final String CALL = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\n";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    NativeClientTest() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        NativeClient.init("127.0.0.1:" + server.getLocalPort() + "/secret");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    @Test
    void aCallComesWithAllThatTheApiSaysOfIt() throws Exception {
        answers(CALL
                + "Lambda-Runtime-Trace-Id: Root=1-5759e988;Sampled=1\r\nLambda-Runtime-Deadline-Ms: 4102444800000\r\n"
                + "lambda-runtime-invoked-function-arn: arn:aws:lambda:local:0:function:digits:live\r\n"
                + "Lambda-Runtime-Client-Context: {\"custom\":{}}\r\nLambda-Runtime-Cognito-Identity: {}\r\n"
                + "Lambda-Runtime-Aws-Tenant-Id: tenant\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
        InvocationRequest request = ask(NativeClient::next);
        assertThat(request.getId()).isEqualTo("id-1");
        assertThat(request.getXrayTraceId()).isEqualTo("Root=1-5759e988;Sampled=1");
        assertThat(request.getDeadlineTimeInMs()).isEqualTo(4_102_444_800_000L);
        assertThat(request.getInvokedFunctionArn()).endsWith(":digits:live");
        assertThat(request.getClientContext()).isEqualTo("{\"custom\":{}}");
        assertThat(request.getCognitoIdentity()).isEqualTo("{}");
        assertThat(request.getTenantId()).isEqualTo("tenant");
        assertThat(new String(request.getContent(), ISO_8859_1)).isEqualTo("{\"a\":1}");
        assertThat(heard.getFirst()).isEqualTo("GET /secret/2018-06-01/runtime/invocation/next HTTP/1.1");
    }

    @Test
    void anAnswerMayComeInChunks() throws Exception {
        answers(CALL + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n");
        assertThat(new String(ask(NativeClient::next).getContent(), ISO_8859_1)).isEqualTo("{\"a\":1}");
    }

    @Test
    void anAnswerIsSentWholeUnderTheCallsName() throws Exception {
        answers("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        ask(() -> {
            NativeClient.postInvocationResponse("id-1".getBytes(ISO_8859_1), "{\"ok\":true}".getBytes(ISO_8859_1));
            return "";
        });
        assertThat(heard.getFirst()).isEqualTo("POST /secret/2018-06-01/runtime/invocation/id-1/response HTTP/1.1");
        assertThat(heard).contains("Content-Length: 11", "{\"ok\":true}");
    }

    @Test
    void aRefusalHasTheWordsOfAwsLibrary() {
        answers("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 2\r\n\r\n{}");
        assertThatThrownBy(() -> ask(() -> {
                    NativeClient.postInvocationResponse("id-1".getBytes(ISO_8859_1), new byte[11]);
                    return "";
                }))
                .hasCauseInstanceOf(LambdaRuntimeClientException.class)
                .hasMessageContaining("Failed to post invocation response. Response code: '413'.");
    }

    @Test
    void whatIsNoCallIsRefused() {
        answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
        assertThatThrownBy(() -> ask(NativeClient::next))
                .hasMessageContaining("Failed to find header lambda-runtime-aws-request-id in response.");
        assertThatThrownBy(() -> ask(NativeClient::next))
                .hasMessageContaining("Failed to get next. Response code: '410'.");
    }

    @Test
    void anApiThatIsGoneIsSaid() throws IOException {
        server.close();
        assertThatThrownBy(() -> ask(NativeClient::next)).hasMessageContaining("Failed to get next.");
    }

    @Test
    void aConnectionThatWasClosedMeanwhileCostsNoCall() throws Exception {
        // Each of these connections ends after one answer.
        answers(CALL + "Content-Length: 1\r\n\r\n1", CALL + "Content-Length: 1\r\n\r\n2");
        assertThat(ask(() -> new String(NativeClient.next().getContent(), ISO_8859_1)
                        + new String(NativeClient.next().getContent(), ISO_8859_1)))
                .isEqualTo("12");
    }

    /** On a thread of its own, which has no connection yet. */
    private <T> T ask(Callable<T> call) throws InterruptedException, ExecutionException {
        Future<T> answer = threads.submit(call);
        return answer.get();
    }

    /** Answers as many connections, each once, and closes them. */
    private void answers(String... each) {
        var _ = threads.submit(() -> {
            for (String answer : each) {
                try (Socket client = server.accept()) {
                    hear(client);
                    client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                }
            }
            return "";
        });
    }

    private void hear(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            heard.add(line);
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
        heard.add(new String(body));
    }
}
