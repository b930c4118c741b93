package dev.slipway.serve;

import dev.slipway.startup.Exercise;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Trains a server: once it prints that it is ready, it is asked in turn until it was asked enough. */
final class ServerRequests implements Exercise {

    private static final String READY = "ready ";

    /** More than it takes until what is called often is known as such. */
    private static final int CALLS = 300;

    private static final int FAULT = 500;

    private final String path;
    private final List<byte[]> requests;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * Requests for a server.
     *
     * @param path where they go
     * @param requests their bodies; where there is none, the path is asked with GET
     */
    ServerRequests(String path, List<byte[]> requests) {
        this.path = path;
        this.requests = List.copyOf(requests);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void hears(String line) {
        if (line.startsWith(READY)) {
            URI url = URI.create(line.substring(READY.length())).resolve(path);
            Thread.ofVirtual().name("startup-training").start(() -> ask(url));
        }
    }

    private void ask(URI url) {
        try {
            for (int i = 0; i < CALLS; i++) {
                ask((HttpURLConnection) url.toURL().openConnection(), i);
            }
            done.complete(null);
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void ask(HttpURLConnection connection, int number) throws IOException {
        if (!requests.isEmpty()) {
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(requests.get(number % requests.size()));
            }
        }
        int status = connection.getResponseCode();
        if (status >= FAULT) {
            throw new IOException("it answered with status " + status);
        }
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (in != null) {
                in.readAllBytes();
            }
        }
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void close() {
        // nothing is open between two requests
    }
}
