package dev.slipway.core.control;

import dev.slipway.core.control.Records.Loaded;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Gatherers;
import java.util.stream.LongStream;

/**
 * Reads an endpoint's events and checks them: each against the one before it, and all of them against the endpoint's
 * record, which knows how many there are and the digest of the last. So a change shows wherever it is, also at the end.
 */
final class EventChain {

    private static final Pattern NAME = Pattern.compile("\\d{9}\\.json");
    private static final int MOST_READS = 50;

    /** A store may be far away: a hundred events, one after the other, would take seconds. */
    private static final int AT_ONCE = 16;

    private final ReleaseStore store;
    private final Records records;

    EventChain(ReleaseStore store, Records records) {
        this.store = store;
        this.records = records;
    }

    /**
     * The events, oldest first, those included that were decided and are not written yet.
     *
     * @throws PlatformException.Corrupt where one is missing, was changed, or was put in; the message names it
     * @throws PlatformException.Unavailable where others keep writing
     */
    List<Event> read(ModelName endpoint) {
        for (int reads = 0; reads < MOST_READS; reads++) {
            Optional<Loaded> loaded = records.load(endpoint);
            List<Event> events = events(endpoint, loaded);
            // More than the record knows of may have been decided and written since it was read.
            boolean grown = events.size() > decided(loaded) && changed(endpoint, loaded);
            if (!grown) {
                checkLinks(endpoint, events, 1);
                checkCount(endpoint, events.size(), loaded);
                checkLast(endpoint, events, loaded);
                return events;
            }
        }
        throw new PlatformException.Unavailable("others keep adding to the record of " + endpoint + "; try again");
    }

    /**
     * A part of the events, oldest first: as many as asked for, ending before the event of a number.
     *
     * @throws PlatformException.Corrupt where one of them is missing or was changed; the message names it
     */
    List<Event> part(ModelName endpoint, long before, int most) {
        Optional<Loaded> loaded = records.load(endpoint);
        long end = Math.min(before - 1, decided(loaded));
        long first = Math.max(1, end - most + 1);
        List<Event> part = LongStream.rangeClosed(first, end)
                .boxed()
                .gather(Gatherers.mapConcurrent(AT_ONCE, sequence -> event(endpoint, sequence, loaded)))
                .flatMap(Optional::stream)
                .toList();
        checkLinks(endpoint, part, first);
        if (end == decided(loaded)) {
            checkLast(endpoint, part, loaded);
        }
        return part;
    }

    private List<Event> events(ModelName endpoint, Optional<Loaded> loaded) {
        String prefix = Event.prefix(endpoint);
        List<Event> events = new ArrayList<>();
        store.keys(prefix).stream()
                .filter(key -> NAME.matcher(key.substring(prefix.length())).matches())
                .gather(Gatherers.mapConcurrent(AT_ONCE, this::stored))
                .forEach(found -> found.ifPresent(events::add));
        loaded.ifPresent(found -> found.record().outbox().stream()
                .map(Outgoing::event)
                .filter(event -> event.sequence() > events.size())
                .forEach(events::add));
        return events;
    }

    private Optional<Event> event(ModelName endpoint, long sequence, Optional<Loaded> loaded) {
        return stored(Event.key(endpoint, sequence))
                .or(() -> loaded.stream()
                        .flatMap(found -> found.record().outbox().stream())
                        .map(Outgoing::event)
                        .filter(event -> event.sequence() == sequence)
                        .findFirst());
    }

    private Optional<Event> stored(String key) {
        return store.read(key).map(document -> event(key, document.content()));
    }

    private Event event(String key, byte[] content) {
        Event event = Stored.read(store, key, content, Event::read);
        if (!event.key().equals(key) || !Arrays.equals(event.bytes(), content)) {
            throw new PlatformException.Corrupt(
                    store.place(key) + " is not what was written there; put back a copy of it");
        }
        return event;
    }

    private static long decided(Optional<Loaded> loaded) {
        return loaded.map(found -> found.record().events()).orElse(0L);
    }

    private boolean changed(ModelName endpoint, Optional<Loaded> loaded) {
        return !records.load(endpoint).map(Loaded::tag).equals(loaded.map(Loaded::tag));
    }

    private void checkLinks(ModelName endpoint, List<Event> events, long first) {
        Optional<Digest> before = Optional.empty();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            long sequence = first + i;
            if (event.sequence() != sequence) {
                throw broken(endpoint, sequence, store.place(Event.key(endpoint, sequence)) + " is missing");
            }
            boolean known = i > 0 || first == 1;
            if (known && !event.previous().equals(before)) {
                throw broken(
                        endpoint,
                        sequence,
                        store.place(event.key())
                                + (i == 0
                                        ? " names an event before it, and there is none"
                                        : " does not follow from " + store.place(Event.key(endpoint, sequence - 1))
                                                + ": one of the two was changed after it was written"));
            }
            before = Optional.of(event.digest());
        }
    }

    private void checkCount(ModelName endpoint, long found, Optional<Loaded> loaded) {
        long decided = decided(loaded);
        String record = store.place(EndpointRecord.key(endpoint));
        if (found < decided) {
            throw broken(
                    endpoint,
                    found + 1,
                    store.place(Event.key(endpoint, found + 1)) + " is missing: " + record + " knows of " + decided
                            + " events");
        }
        if (found > decided) {
            throw broken(
                    endpoint,
                    decided + 1,
                    store.place(Event.key(endpoint, decided + 1)) + " is one too many: "
                            + (loaded.isPresent()
                                    ? record + " knows of " + decided + " events"
                                    : record + " is missing"));
        }
    }

    private void checkLast(ModelName endpoint, List<Event> events, Optional<Loaded> loaded) {
        long decided = decided(loaded);
        Optional<Digest> last = loaded.flatMap(found -> found.record().last());
        if (decided > 0 && !last.equals(events.reversed().stream().findFirst().map(Event::digest))) {
            throw broken(
                    endpoint,
                    decided,
                    store.place(Event.key(endpoint, decided)) + " is not the event that "
                            + store.place(EndpointRecord.key(endpoint))
                            + " names as the last: one of the two was changed after it was written");
        }
    }

    private static PlatformException broken(ModelName endpoint, long sequence, String how) {
        return new PlatformException.Corrupt(
                "the record of " + endpoint + " is broken at event " + sequence + ": " + how);
    }
}
