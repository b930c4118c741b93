package dev.slipway.local.stage;

import dev.slipway.core.control.Event;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Times;
import dev.slipway.local.stage.EventHub.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells those who watch how endpoints are: all of them once, then each that has changed. What was observed in between
 * two decisions is in the endpoint's status, and is no event of its own here.
 */
final class StatusFeed {

    private final EventHub hub;
    private final Releases releases;
    private final Traffic traffic;
    private final Json.Fields about;
    private final Map<ModelName, String> told = new HashMap<>();
    private Set<ModelName> lastLoud = Set.of();

    /**
     * A feed into a hub.
     *
     * @param about the stage itself, as people and programs read it
     */
    StatusFeed(EventHub hub, Releases releases, Traffic traffic, Json.Fields about) {
        this.hub = hub;
        this.releases = releases;
        this.traffic = traffic;
        this.about = about;
    }

    /** How everything is. */
    Message all() {
        return new Message(
                "status",
                JsonText.write(Json.object().with("stage", about).with("endpoints", Json.array(releases.all()))));
    }

    /** Something was written into an endpoint's record. */
    void heard(Event event) {
        if (event.type() != Event.Type.OBSERVED) {
            hub.publish(new Message("event", JsonText.write(event.json())));
        }
        look(event.endpoint());
    }

    /** Tells how an endpoint is, where that has changed. Nobody misses anything while nobody watches. */
    synchronized void look(ModelName endpoint) {
        if (!hub.isWatched()) {
            told.clear();
            return;
        }
        releases.find(endpoint)
                .map(status -> JsonText.write(status.json()))
                .filter(now -> !now.equals(told.put(endpoint, now)))
                .ifPresent(now -> hub.publish(new Message("endpoint", now)));
    }

    /** Tells what clients met in the last window. An endpoint that fell silent is told once more, with zeros. */
    synchronized void tellTraffic() {
        if (!hub.isWatched()) {
            return;
        }
        Traffic.Moment moment = traffic.moment();
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
