package dev.slipway.core.control;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The records in the store: read, saved by compare-and-set, their events written once. */
final class Records {

    private final ReleaseStore store;
    private final Consumer<Event> heard;

    Records(ReleaseStore store, Consumer<Event> heard) {
        this.store = store;
        this.heard = heard;
    }

    /**
     * A record as it was read.
     *
     * @param record what it says
     * @param tag its tag in the store
     */
    record Loaded(EndpointRecord record, String tag) {}

    List<ModelName> endpoints() {
        return store.keys(EndpointRecord.PREFIX).stream()
                .map(EndpointRecord::endpoint)
                .toList();
    }

    Optional<Loaded> load(ModelName endpoint) {
        String key = EndpointRecord.key(endpoint);
        return store.read(key)
                .map(document -> new Loaded(EndpointRecord.parse(key, document.content()), document.tag()));
    }

    /**
     * Sees to it that a record is still the one that was read.
     *
     * @throws PlatformException.Conflict where it is not
     */
    void checkStill(Loaded read) {
        String key = EndpointRecord.key(read.record().endpoint());
        if (store.read(key)
                .filter(document -> document.tag().equals(read.tag()))
                .isEmpty()) {
            throw new PlatformException.Conflict("the record " + key + " has changed since it was read");
        }
    }

    /** Saves a record that follows from the one that was read; from none, where it is new. */
    Loaded save(Optional<Loaded> read, EndpointRecord record) {
        String key = EndpointRecord.key(record.endpoint());
        byte[] bytes = record.bytes();
        String tag = read.isPresent() ? store.replace(key, read.get().tag(), bytes) : store.create(key, bytes);
        return new Loaded(record, tag);
    }

    /** Writes the events that may not be written yet. Whoever comes second finds them there, and the same. */
    void write(List<Event> outbox) {
        for (Event event : outbox) {
            try {
                store.create(event.key(), event.bytes());
            } catch (PlatformException.Conflict e) {
                same(event);
                continue;
            }
            heard.accept(event);
        }
    }

    private void same(Event event) {
        byte[] found = store.read(event.key())
                .orElseThrow(() -> new PlatformException.Unavailable(event.key() + " is there and is not"))
                .content();
        if (!Arrays.equals(found, event.bytes())) {
            throw new PlatformException.Corrupt(
                    "the event " + event.key() + " is another than the one that was decided");
        }
    }

    /**
     * An endpoint's events, oldest first, those included that were decided and are not written yet.
     *
     * @throws PlatformException.Corrupt where one is missing or was changed
     */
    List<Event> history(ModelName endpoint) {
        Optional<Loaded> loaded = load(endpoint);
        List<Event> events = new ArrayList<>();
        for (String key : store.keys(Event.prefix(endpoint))) {
            store.read(key).ifPresent(document -> events.add(Event.read(JsonReader.parse(key, document.content()))));
        }
        loaded.ifPresent(found -> found.record().outbox().stream()
                .filter(event -> event.sequence() > events.size())
                .forEach(events::add));
        check(endpoint, events, 1);
        return events;
    }

    /**
     * A part of an endpoint's events, oldest first: as many as asked for, ending before the event of a number.
     *
     * @throws PlatformException.Corrupt where one of them is missing or was changed
     */
    List<Event> part(ModelName endpoint, long before, int most) {
        Optional<EndpointRecord> record = load(endpoint).map(Loaded::record);
        long end = Math.min(before - 1, record.map(EndpointRecord::events).orElse(0L));
        List<Event> part = new ArrayList<>();
        for (long sequence = Math.max(1, end - most + 1); sequence <= end; sequence++) {
            long wanted = sequence;
            String key = Event.key(endpoint, wanted);
            store.read(key)
                    .map(document -> Event.read(JsonReader.parse(key, document.content())))
                    .or(() -> record.stream()
                            .flatMap(found -> found.outbox().stream())
                            .filter(event -> event.sequence() == wanted)
                            .findFirst())
                    .ifPresent(part::add);
        }
        check(endpoint, part, Math.max(1, end - most + 1));
        return part;
    }

    private static void check(ModelName endpoint, List<Event> events, long first) {
        Optional<Digest> before = Optional.empty();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            boolean follows = event.previous().equals(before) || (i == 0 && first > 1);
            if (event.sequence() != first + i || !follows) {
                throw new PlatformException.Corrupt("the record of " + endpoint + " is broken at event " + (first + i)
                        + ": it is missing, or does not follow from the one before it");
            }
            before = Optional.of(event.digest());
        }
    }
}
