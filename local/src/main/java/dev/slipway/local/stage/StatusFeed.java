package dev.slipway.local.stage;

import dev.slipway.core.control.Event;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Times;
import dev.slipway.local.stage.EventHub.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells those who watch how endpoints are: all of them once, then each that has changed. What was observed in between
 * two decisions is in the endpoint's status, and is no event of its own here.
 */
final class StatusFeed {

    private final EventHub hub;
    private final Supplier<List<Json.Fields>> everything;
    private final Function<ModelName, Optional<Json.Fields>> one;
    private final Traffic traffic;
    private final Supplier<Json.Fields> about;
    private final Map<ModelName, String> told = new HashMap<>();
    private Set<ModelName> lastLoud = Set.of();

    /**
     * A feed into a hub.
     *
     * @param everything how all endpoints are
     * @param one how an endpoint is, where there is one of this name
     * @param about the stage itself, as people and programs read it
     */
    StatusFeed(
            EventHub hub,
            Supplier<List<Json.Fields>> everything,
            Function<ModelName, Optional<Json.Fields>> one,
            Traffic traffic,
            Supplier<Json.Fields> about) {
        this.hub = hub;
        this.everything = everything;
        this.one = one;
        this.traffic = traffic;
        this.about = about;
    }

    /** How everything is. */
    Message all() {
        return new Message(
                "status",
                JsonText.write(
                        Json.object().with("stage", about.get()).with("endpoints", Json.array(everything.get()))));
    }

    /** Something was written into an endpoint's record. */
    void heard(Event event) {
        tell(event);
        look(event.endpoint());
    }

    /** Tells those who watch of an event. */
    void tell(Event event) {
        if (event.type() != Event.Type.OBSERVED) {
            hub.publish(new Message("event", JsonText.write(event.json())));
        }
    }

    /** Tells how an endpoint is, where that has changed. Nobody misses anything while nobody watches. */
    synchronized void look(ModelName endpoint) {
        if (!hub.isWatched()) {
            told.clear();
            return;
        }
        one.apply(endpoint)
                .map(JsonText::write)
                .filter(now -> !now.equals(told.put(endpoint, now)))
                .ifPresent(now -> hub.publish(new Message("endpoint", now)));
    }

    /** Tells what clients met in the last window. An endpoint that fell silent is told once more, with zeros. */
    synchronized void tellTraffic() {
        if (!hub.isWatched()) {
            return;
        }
        traffic.moment().ifPresent(this::tell);
    }

    private void tell(Traffic.Moment moment) {
        Json.Fields now = Json.object();
        Set<ModelName> loud = new HashSet<>();
        for (Map.Entry<ModelName, Json.Fields> each : moment.endpoints().entrySet()) {
            boolean silent = Traffic.isSilent(each.getValue());
            if (!silent) {
                loud.add(each.getKey());
            }
            if (!silent || lastLoud.contains(each.getKey())) {
                now = now.with(each.getKey().value(), each.getValue());
            }
        }
        lastLoud = loud;
        hub.mention(new Message(
                "traffic",
                JsonText.write(Json.object()
                        .with("start", Json.of(Times.format(moment.start())))
                        .with("endpoints", now))));
    }
}
