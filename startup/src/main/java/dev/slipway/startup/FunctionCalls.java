package dev.slipway.startup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Trains a function: as much of Lambda's Runtime API as that needs. Events are handed out in turn until there were enough of
 * them; every one must be answered, and not by a fault of the model's.
 */
public final class FunctionCalls implements Exercise {

    /** Far away: nothing is cut short in training. The year 2100. */
    private static final String DEADLINE = "4102444800000";

    private static final String ARN = "arn:aws:lambda:local:000000000000:function:training:training";
    private static final int LONGEST_WORD = 300;

    private final List<byte[]> events;
    private final int calls;
    private final ServerSocket server;
    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * Listens on loopback.
     *
     * @param events what to ask, in turn
     * @param calls how often
     * @throws IOException where it cannot listen
     */
    public FunctionCalls(List<byte[]> events, int calls) throws IOException {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("events: found none; expected one or more");
        }
        this.events = List.copyOf(events);
        this.calls = calls;
        this.server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("startup-training").start(this::accept);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void hears(String line) {
        // a function has nothing to say to us but its answers
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // it listens no more, or never did
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().name("startup-training").start(() -> talk(client));
            } catch (IOException _) {
                // closed, or a client that went away
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                byte[] body = in.readNBytes(length(in));
                if (request.startsWith("GET ")) {
                    give(request, in, out);
                } else {
                    take(request, new String(body, StandardCharsets.UTF_8));
                    send(out, "202 Accepted", new byte[0]);
                }
            }
        } catch (IOException _) {
            // the process ended, which its trainer sees
        }
    }

    private void give(String request, InputStream in, OutputStream out) throws IOException {
        if (request.contains("/restore/next ")) {
            send(out, "200 OK", new byte[0]);
            return;
        }
        int number = asked.getAndIncrement();
        if (number < calls) {
            send(out, "200 OK", events.get(number % events.size()));
            return;
        }
        done.complete(null);
        // No answer any more: a function that waits for a call is what SIGTERM meets on Lambda too.
        int _ = in.read();
    }

    private void take(String request, String body) {
        String start = body.substring(0, Math.min(body.length(), LONGEST_WORD));
        if (!request.contains("/response ")) {
            done.completeExceptionally(new IOException("the function reported " + start));
        } else if (start.startsWith("{\"statusCode\":5")) {
            done.completeExceptionally(new IOException("the function answered " + start));
        }
    }

    private static void send(OutputStream out, String status, byte[] body) throws IOException {
        // Without a content type AWS's client dies of SIGSEGV.
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\nLambda-Runtime-Aws-Request-Id: training\r\nLambda-Runtime-Deadline-Ms: " + DEADLINE
                + "\r\nLambda-Runtime-Invoked-Function-Arn: " + ARN + "\r\n\r\n";
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        out.write(all);
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
