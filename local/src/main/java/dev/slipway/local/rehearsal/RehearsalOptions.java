package dev.slipway.local.rehearsal;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.function.CodeSource;
import dev.slipway.local.runtime.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is rehearsed, and how.
 *
 * @param model the endpoint
 * @param store the folder that both packages lie in
 * @param folder for what is needed meanwhile; whoever calls deletes it
 * @param code the function bundles and AWS's runtime client
 * @param machine what children run on
 * @param window the length of a window on the moved clock
 * @param perSecond calls a second on the moved clock
 * @param requests what clients ask, in turn: V2 requests
 * @param trouble what is made wrong with the candidate
 * @param seed draws versions and troubled calls
 * @param began where the moved clock begins
 */
public record RehearsalOptions(
        ModelName model,
        Path store,
        Path folder,
        CodeSource code,
        Machine machine,
        Duration window,
        double perSecond,
        List<Json.Fields> requests,
        Trouble trouble,
        long seed,
        Instant began) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where there is nothing to ask, or nobody asks
     */
    public RehearsalOptions {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("requests: found none; expected at least one");
        }
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("rate: found " + perSecond + " a second; expected more than 0");
        }
    }

    /** Calls in a window, at least one. */
    int perWindow() {
        return Math.toIntExact(Math.max(1, Math.round(perSecond * window.toMillis() / 1000.0)));
    }
}
