package dev.slipway.local.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What was started and must be closed again, the last one first; one that fails keeps none of the others open. */
final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Consumer<String> warning;

    /**
     * None so far.
     *
     * @param warning told of each that does not close
     */
    Parts(Consumer<String> warning) {
        this.warning = warning;
    }

    <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                warning.accept("while stopping: " + e.getMessage());
            }
        }
    }
}
