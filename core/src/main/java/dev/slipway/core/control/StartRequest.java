package dev.slipway.core.control;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Origin;
import dev.slipway.core.release.ReleasePlan;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a release.
 *
 * @param endpoint the endpoint
 * @param digest the package that shall serve
 * @param plan how it goes
 * @param by who asks
 * @param reason why, in their words; may be empty
 * @param despiteAlarms alarms that may fire already; a reason is needed then
 * @param origin the commit that is told how it goes; empty where none is
 */
public record StartRequest(
        ModelName endpoint,
        Digest digest,
        ReleasePlan plan,
        String by,
        String reason,
        List<String> despiteAlarms,
        Optional<Origin> origin) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where nobody asks, or the words are not one line of text each
     */
    public StartRequest {
        despiteAlarms = List.copyOf(despiteAlarms);
        Words.check(by, reason);
    }

    /** A release with no alarm excused. */
    public StartRequest(ModelName endpoint, Digest digest, ReleasePlan plan, String by, String reason) {
        this(endpoint, digest, plan, by, reason, List.of());
    }

    /** A release that no commit asked for. */
    public StartRequest(
            ModelName endpoint, Digest digest, ReleasePlan plan, String by, String reason, List<String> despiteAlarms) {
        this(endpoint, digest, plan, by, reason, despiteAlarms, Optional.empty());
    }
}
