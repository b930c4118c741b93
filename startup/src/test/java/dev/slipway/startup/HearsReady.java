package dev.slipway.startup;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Done as soon as the program says that it is ready. */
final class HearsReady implements Exercise {

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void hears(String line) {
        if (line.startsWith("ready ")) {
            done.complete(null);
        }
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
