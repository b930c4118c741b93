package dev.slipway.startup;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What a process in training does before it is asked to end, seen from outside: calls to a function, requests to a server. */
public interface Exercise extends AutoCloseable {

    /** Variables that the process needs for it. */
    Map<String, String> environment();

    /** Hears a line that the process printed, without its end. Must not block. */
    void hears(String line);

    /** Completes when the process has done enough, and fails where it did something wrong. */
    CompletableFuture<Void> done();

    @Override
    void close();
}
