package dev.slipway.serve;

import dev.slipway.functions.v2.ModelEndpoint.Health;
import java.util.Map;

/** Whether clients should come: until the process is asked to end. */
final class Readiness implements Health {

    private volatile boolean ready = true;

    /** From now on it ends. */
    void end() {
        ready = false;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public Map<String, String> detail() {
        return Map.of();
    }
}
