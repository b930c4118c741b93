package dev.slipway.local.stage;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Controller.Look;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.Event;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/**
 * Keeps an eye on a stage that runs elsewhere and tells nobody of itself. A look at an endpoint reads its record and its
 * weights, each once, and the events that are new. Endpoints that people look at, or whose release runs, are looked at
 * each {@link #OFTEN}, {@link AskedTraffic#MOST_ENDPOINTS} of them at most; the others each {@link #SELDOM}. While nobody
 * watches, nothing is asked.
 */
final class Lookout {

    static final Duration OFTEN = Duration.ofSeconds(5);
    static final Duration SELDOM = Duration.ofMinutes(1);

    private static final int MOST_OPENED = 8;
    private static final int MOST_EVENTS = 50;

    private static final int AT_ONCE = 8;

    private final Controller controller;
    private final InstantSource clock;
    private final Heard heard;
    private final Map<ModelName, Seen> seen = new ConcurrentSkipListMap<>();
    private final Map<ModelName, Object> turns = new ConcurrentHashMap<>();
    private final Deque<ModelName> opened = new ConcurrentLinkedDeque<>();
    private Instant listed = Instant.EPOCH;
    private Instant troubled = Instant.EPOCH;

    /** Who is told of what was seen. */
    interface Heard {

        /** Whether anybody wants to know. */
        boolean listens();

        /** An entry of an endpoint's record, new since the last look. */
        void event(Event event);

        /** An endpoint was looked at. */
        void looked(ModelName endpoint);

        /** The stage cannot be seen, for this reason; it can again where there is none. */
        void trouble(Optional<String> why);
    }

    /**
     * An endpoint as it was last seen.
     *
     * @param shown as people and programs read it
     * @param status empty where its record cannot be read
     * @param events how many events it had
     * @param at when
     */
    private record Seen(Json.Fields shown, Optional<EndpointStatus> status, long events, Instant at) {

        static final Seen NEVER = new Seen(Json.object(), Optional.empty(), -1, Instant.EPOCH);

        boolean runs() {
            return status.flatMap(EndpointStatus::release)
                    .filter(release -> !release.status().isFinal())
                    .isPresent();
        }
    }

    Lookout(Controller controller, InstantSource clock, Heard heard) {
        this.controller = controller;
        this.clock = clock;
        this.heard = heard;
    }

    /** Somebody looks at this endpoint. */
    void opened(ModelName endpoint) {
        opened.remove(endpoint);
        opened.addFirst(endpoint);
        while (opened.size() > MOST_OPENED) {
            opened.pollLast();
        }
    }

    /** The endpoints to know most of: those that people look at, then those whose release runs. */
    List<EndpointStatus> followed() {
        Set<ModelName> names = new LinkedHashSet<>(opened);
        seen.forEach((name, each) -> {
            if (each.runs()) {
                names.add(name);
            }
        });
        return names.stream()
                .flatMap(name -> Optional.ofNullable(seen.get(name)).flatMap(Seen::status).stream())
                .toList();
    }

    /** How an endpoint is, as it was last seen. */
    Optional<Json.Fields> shown(ModelName endpoint) {
        return Optional.ofNullable(seen.get(endpoint)).map(Seen::shown);
    }

    /** How all endpoints are: as they were last seen, where that is not long ago. */
    List<Json.Fields> all() {
        lookAtDue(_ -> SELDOM);
        return seen.values().stream().map(Seen::shown).filter(Lookout::isKnown).toList();
    }

    private static boolean isKnown(Json.Fields shown) {
        return !shown.fields().isEmpty();
    }

    /** Looks at what is due. */
    void beat() {
        if (heard.listens()) {
            Set<ModelName> wanted = followed().stream()
                    .limit(AskedTraffic.MOST_ENDPOINTS)
                    .map(EndpointStatus::model)
                    .collect(Collectors.toSet());
            lookAtDue(name -> wanted.contains(name) ? OFTEN : SELDOM);
        }
    }

    /** Looks at one endpoint now. */
    void look(ModelName name) {
        seen.putIfAbsent(name, Seen.NEVER);
        lookSafely(name).ifPresent(why -> heard.trouble(Optional.of(why)));
    }

    private synchronized void lookAtDue(Function<ModelName, Duration> every) {
        Instant now = clock.instant();
        if (now.isBefore(troubled.plus(OFTEN)) && !now.isBefore(troubled)) {
            return; // what fails is asked again, but not each second
        }
        try {
            list(now);
        } catch (PlatformException e) {
            troubled = now;
            heard.trouble(Optional.of(String.valueOf(e.getMessage())));
            return;
        }
        List<ModelName> due = seen.keySet().stream()
                .filter(name -> !seen.getOrDefault(name, Seen.NEVER)
                        .at()
                        .plus(every.apply(name))
                        .isAfter(now))
                .toList();
        List<Optional<String>> troubles = due.stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, this::lookSafely))
                .toList();
        if (!due.isEmpty()) {
            Optional<String> trouble =
                    troubles.stream().flatMap(Optional::stream).findFirst();
            if (trouble.isPresent()) {
                troubled = now;
            }
            heard.trouble(trouble);
        }
    }

    private void list(Instant now) {
        if (now.isAfter(listed.plus(SELDOM))) {
            controller.endpoints().forEach(name -> seen.putIfAbsent(name, Seen.NEVER));
            listed = now;
        }
    }

    /** Looks, one look at an endpoint at a time; why it cannot be seen, where it cannot. */
    private Optional<String> lookSafely(ModelName name) {
        synchronized (turns.computeIfAbsent(name, _ -> new Object())) {
            try {
                lookOnce(name);
                return Optional.empty();
            } catch (PlatformException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }

    private void lookOnce(ModelName name) {
        long before = Optional.ofNullable(seen.get(name)).map(Seen::events).orElse(Seen.NEVER.events());
        try {
            Optional<Look> found = controller.look(name);
            if (found.isEmpty()) {
                seen.remove(name);
                return;
            }
            Look look = found.get();
            if (before >= 0 && look.events() > before) {
                int fresh = (int) Math.min(MOST_EVENTS, look.events() - before);
                controller.history(name, look.events() + 1, fresh).forEach(heard::event);
            }
            seen.put(name, new Seen(look.status().json(), Optional.of(look.status()), look.events(), clock.instant()));
        } catch (PlatformException.Corrupt e) {
            Json.Fields damaged = EndpointStatus.unreadable(name, controller.routing(name), e.getMessage());
            seen.put(name, new Seen(damaged, Optional.empty(), before, clock.instant()));
        }
        heard.looked(name);
    }
}
