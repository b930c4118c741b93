package dev.slipway.local.stage;

import dev.slipway.core.control.Event;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.console.PackageViews;
import dev.slipway.local.console.VersionLogs;
import dev.slipway.local.function.Endpoints;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the stage's API answers beside the status of endpoints: it reads and changes nothing. */
final class Reading {

    /** The most events of one answer. */
    private static final int MOST_EVENTS = 1000;

    /** So many events are looked at for one answer that leaves some out. */
    private static final int LOOKED_AT = 5000;

    private static final int PART = 500;
    private static final int USUAL_LOG = 64 * 1024;

    private final Json.Fields stage;
    private final Releases releases;
    private final Endpoints endpoints;
    private final Traffic traffic;
    private final PackageViews packages;
    private final VersionLogs logs;

    /**
     * What can be read.
     *
     * @param stage the stage itself, as people and programs read it
     */
    Reading(
            Json.Fields stage,
            Releases releases,
            Endpoints endpoints,
            Traffic traffic,
            PackageViews packages,
            VersionLogs logs) {
        this.stage = stage;
        this.releases = releases;
        this.endpoints = endpoints;
        this.traffic = traffic;
        this.packages = packages;
        this.logs = logs;
    }

    Json.Fields stage() {
        return stage;
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
        if (endpoints.version(model, version).isEmpty()) {
            String known = endpoints.versions(model).stream()
                    .map(FunctionVersion::version)
                    .collect(Collectors.joining(", "));
            throw new RefusedException(
                    Kind.UNKNOWN, "no version \"" + version + "\" of " + model + "; known: " + known);
        }
        int bytes = query.number("bytes", VersionLogs.MOST_BYTES)
                .map(Math::toIntExact)
                .orElse(USUAL_LOG);
        return logs.ends(model, version, bytes);
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
            List<Event> part = releases.history(model, before, PART);
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
