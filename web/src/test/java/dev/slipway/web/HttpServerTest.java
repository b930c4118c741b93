package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets within this process; each waits for what it expects, as long as it takes. */
class HttpServerTest {

    private static final int MANY = 40;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private HttpServer start(Duration silence, Duration request) {
        ServerOptions options = new ServerOptions(
                "127.0.0.1", 0, Optional.empty(), 1024 * 1024, MANY, silence, request, Duration.ofSeconds(1));
        HttpServer server = HttpServer.start(options, HttpServerTest::echo);
        opened.add(server);
        return server;
    }

    /** Answers the encoding and the size of the body as it came. */
    private static void echo(ServerRequest request, ServerResponse response) throws IOException {
        if (request.prologue().uriPath().rawPath().equals("/fail")) {
            throw new IllegalStateException("asked to fail");
        }
        int size =
                request.content().hasEntity() ? request.content().inputStream().readAllBytes().length : 0;
        response.send(request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("none") + " " + size);
    }

    private Socket connect(HttpServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        opened.add(socket);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All that comes until the server closes the connection. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String ask(Socket socket) throws IOException {
        say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("none 0")) {
            int next = in.read();
            assertThat(next).as("after: " + answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    @Test
    void aBodyPassesAsItCameWhateverEncodingItNames() throws IOException {
        HttpServer server = start(Duration.ofSeconds(60), Duration.ofSeconds(60));
        for (String encoding : List.of("gzip", "deflate", "identity", "x-gzip", "gzip, deflate", "br", "nonsense")) {
            Socket socket = connect(server);
            say(
                    socket,
                    "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Encoding: " + encoding
                            + "\r\nAccept-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(rest(socket)).as(encoding).contains(" 200 OK").endsWith(encoding + " 3");
        }
    }

    @Test
    void aRequestThatDoesNotArriveInTimeIsToldSoAndItsConnectionEnds() throws IOException {
        HttpServer server = start(Duration.ofSeconds(60), Duration.ofMillis(200));
        for (String half : List.of(
                "G",
                "GET / HTTP/1.1\r\nX-",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) {
            Socket socket = connect(server);
            say(socket, half);
            assertThat(rest(socket)).as(half).startsWith("HTTP/1.1 408 ").contains("did not arrive in time");
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        HttpServer server = start(Duration.ofMillis(200), Duration.ofSeconds(60));
        assertThat(rest(connect(server))).isEmpty();
        Socket again = connect(server);
        ask(again);
        assertThat(rest(again)).isEmpty();
    }

    @Test
    void threeTimesAsManyHalfRequestsAsThereMayBeShutNobodyOut() throws IOException {
        HttpServer server = start(Duration.ofSeconds(60), Duration.ofSeconds(60));
        for (int i = 0; i < 3 * MANY; i++) {
            say(connect(server), "POST / HTTP/1.1\r\nX-");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(ask(connect(server))).contains(" 200 OK");
        }
    }

    @Test
    void whatTheLibraryCannotReadIsTheClientsFaultAndWhatWeFailAtIsOurs() throws IOException {
        HttpServer server = start(Duration.ofSeconds(60), Duration.ofSeconds(60));
        for (String rubbish :
                List.of("P\1ST / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nA\2: b\r\n\r\n")) {
            Socket socket = connect(server);
            say(socket, rubbish);
            socket.shutdownOutput();
            assertThat(rest(socket)).as(rubbish).startsWith("HTTP/1.1 400 ").contains("{\"error\":");
        }
        Socket socket = connect(server);
        say(socket, "GET /fail HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(rest(socket)).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void aRequestThatSaysItIsTheLastIsTheLast() throws IOException {
        HttpServer server = start(Duration.ofSeconds(60), Duration.ofSeconds(60));
        Socket socket = connect(server);
        say(
                socket,
                "GET /first HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(rest(socket).split("HTTP/1.1 ", -1)).hasSize(2);
    }
}
