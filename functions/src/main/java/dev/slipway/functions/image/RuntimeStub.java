package dev.slipway.functions.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of Lambda's Runtime API as a training needs: the same event again and again, then the end of the process. Plain
 * sockets, so that it runs on whatever part of a JDK an image has.
 */
final class RuntimeStub {

    private static final int FAILED = 1;

    private final String event;
    private final int calls;
    private final AtomicInteger asked = new AtomicInteger();

    private RuntimeStub(String event, int calls) {
        this.event = event;
        this.calls = calls;
    }

    /** Listens on loopback; after so many calls the process ends with 0, and where one fails with 1. */
    static void start(int port, String event, int calls) throws IOException {
        ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        RuntimeStub stub = new RuntimeStub(event, calls);
        Thread.ofPlatform().daemon().name("runtime-stub").start(() -> stub.serve(server));
    }

    private void serve(ServerSocket server) {
        while (true) {
            try (Socket client = server.accept()) {
                talk(client);
            } catch (IOException e) {
                System.err.println("slipway: the training's Runtime API: " + e.getMessage());
            }
        }
    }

    private void talk(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        for (String request = line(in); !request.isEmpty(); request = line(in)) {
            String body = new String(in.readNBytes(length(in)), StandardCharsets.UTF_8);
            if (request.startsWith("GET ")) {
                if (asked.getAndIncrement() == calls) {
                    System.exit(0);
                }
                send(out, "200 OK", event);
            } else {
                // An answer of another status comes as a response too: its first member says so.
                if (!request.contains("/response ") || !body.startsWith("{\"statusCode\":200")) {
                    System.err.println("slipway: the training failed: " + request + " " + body);
                    System.exit(FAILED);
                }
                send(out, "202 Accepted", "");
            }
        }
    }

    private static void send(OutputStream out, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\nLambda-Runtime-Aws-Request-Id: training\r\nLambda-Runtime-Deadline-Ms: 4102444800000"
                + "\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:local:000000000000:function:training:1\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    /** Reads the headers to their end; how long the body is. */
    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, "content-length:".length())) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
            if (letter != '\r') {
                line.append((char) letter);
            }
        }
        return line.toString();
    }
}
