package dev.slipway.web;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where connections are served: each by a thread of the system, as long as there are not too many of them, and beyond
 * that by the virtual thread that the library gave it.
 *
 * <p>A virtual thread keeps its processor until it waits. A client that is quick with its next request never lets it wait,
 * and others wait instead, for tens of milliseconds. The system divides its processors by time.
 */
final class ConnectionThreads {

    private static final long IDLE_SECONDS = 10;

    private final Executor system;

    /** At most so many threads of the system. */
    ConnectionThreads(int most) {
        system = new ThreadPoolExecutor(
                0,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("slipway-connection-", 0).factory(),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /**
     * Serves a connection to its end. What the connection throws is thrown here; where the caller is interrupted, so is
     * the connection.
     */
    void serve(Callable<?> connection) throws InterruptedException {
        FutureTask<?> task = new FutureTask<>(connection);
        system.execute(task);
        try {
            task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable thrown) throws InterruptedException {
        if (thrown instanceof RuntimeException ours) {
            return ours;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        return new IllegalStateException(thrown);
    }
}
