package dev.slipway.local.stage;

import dev.slipway.core.control.Event;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.console.PackageViews;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the stage's API answers beside the status of endpoints: it reads and changes nothing. */
final class Reading {

    /** The most events of one answer. */
    private static final int MOST_EVENTS = 1000;

    /** So many events are looked at for one answer that leaves some out. */
    private static final int LOOKED_AT = 5000;

    private static final int PART = 500;

    /** Of so many events, one is a decision: a guess at how many to read for a page of decisions. */
    private static final int ONE_OF = 3;

    private final Supplier<Json.Fields> stage;
    private final Releases releases;
    private final Traffic traffic;
    private final PackageViews packages;
    private final Logs logs;

    /**
     * What can be read.
     *
     * @param stage the stage itself, as people and programs read it
     */
    Reading(Supplier<Json.Fields> stage, Releases releases, Traffic traffic, PackageViews packages, Logs logs) {
        this.stage = stage;
        this.releases = releases;
        this.traffic = traffic;
        this.packages = packages;
        this.logs = logs;
    }

    Json.Fields stage() {
        return stage.get();
    }

    List<Json.Fields> packages() {
        return packages.all();
    }

    Json.Fields onePackage(String digest) {
        return packages.one(Digest.parse(digest));
    }

    Json.Fields traffic(ModelName model, Query query) {
        int windows = query.number("windows", Traffic.MOST_WINDOWS)
                .map(Math::toIntExact)
                .orElse(Traffic.WINDOWS);
        return traffic.of(releases.status(model), windows);
    }

    Json.Fields logs(ModelName model, String version, Query query) {
        return logs.ends(model, version, query);
    }

    /**
     * An endpoint's events, oldest first: all of them, with their chain checked, or where {@code limit} is given a page
     * of them, the newest first page first. {@code before} in the answer asks for the page before this one.
     */
    Json.Fields history(ModelName model, Query query) {
        Optional<Long> limit = query.number("limit", MOST_EVENTS);
        if (limit.isEmpty()) {
            return Json.object().with("events", Json.array(releases.history(model)));
        }
        releases.status(model);
        boolean decisions = query.word("only").filter("decisions"::equals).isPresent();
        long before = query.number("before", Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        Deque<Json> found = new ArrayDeque<>();
        int seen = 0;
        while (found.size() < limit.get() && seen < LOOKED_AT && before > 1) {
            List<Event> part = releases.history(model, before, Math.clamp(ONE_OF * limit.get(), ONE_OF, PART));
            for (Event event : part.reversed()) {
                if (found.size() < limit.get()) {
                    before = event.sequence();
                    if (!decisions || event.type() != Event.Type.OBSERVED) {
                        found.addFirst(event.json());
                    }
                }
            }
            seen += part.size();
            if (part.isEmpty()) {
                before = 1;
            }
        }
        return Json.object()
                .with("events", Json.array(List.copyOf(found)))
                .with("before", before > 1 ? Json.of(before) : new Json.Null());
    }
}
