package dev.slipway.core.control;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The records in the store: read, saved by compare-and-set, their events written once. */
final class Records {

    private final ReleaseStore store;
    private final Consumer<Event> heard;
    /** What was read or written last, by endpoint: a tag names its content, so what has the same one is not read again. */
    private final Map<ModelName, Loaded> known = new ConcurrentHashMap<>();

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

    /** What lies where the endpoints' records are: records, and what somebody left there. */
    Listing listing() {
        List<ModelName> endpoints = new ArrayList<>();
        List<String> strays = new ArrayList<>();
        for (String key : store.keys(EndpointRecord.PREFIX)) {
            EndpointRecord.endpoint(key).ifPresentOrElse(endpoints::add, () -> strays.add(store.place(key)));
        }
        return new Listing(endpoints, strays);
    }

    /**
     * An endpoint's record, where it has one.
     *
     * @throws PlatformException.Corrupt where it cannot be read
     */
    Optional<Loaded> load(ModelName endpoint) {
        String key = EndpointRecord.key(endpoint);
        return store.read(key).map(document -> {
            Loaded before = known.get(endpoint);
            Loaded read = before != null && before.tag().equals(document.tag())
                    ? before
                    : new Loaded(record(endpoint, key, document.content()), document.tag());
            known.put(endpoint, read);
            return read;
        });
    }

    private EndpointRecord record(ModelName endpoint, String key, byte[] content) {
        return Stored.read(store, key, content, reader -> {
            EndpointRecord found = EndpointRecord.read(reader);
            if (!found.endpoint().equals(endpoint)) {
                throw new IllegalArgumentException("it is the record of " + found.endpoint());
            }
            return found;
        });
    }

    /** An endpoint's events, oldest first: see {@link EventChain}. */
    List<Event> history(ModelName endpoint) {
        return new EventChain(store, this).read(endpoint);
    }

    /** A part of an endpoint's events, oldest first: as many as asked for, ending before the event of a number. */
    List<Event> part(ModelName endpoint, long before, int most) {
        return new EventChain(store, this).part(endpoint, before, most);
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

    /**
     * Saves a record that follows from the one that was read; from none, where it is new. Saved once, however often it
     * is sent: a store whose first answer was lost says that somebody else was faster, and that was us. Each event names
     * all that was before it by the digest of its predecessor, so the last of them tells whether this very save is there.
     *
     * @throws PlatformException.Conflict where somebody else was faster
     */
    void save(Optional<Loaded> read, EndpointRecord record) {
        String key = EndpointRecord.key(record.endpoint());
        byte[] bytes = record.bytes();
        try {
            String tag = read.isPresent() ? store.replace(key, read.get().tag(), bytes) : store.create(key, bytes);
            known.put(record.endpoint(), new Loaded(record, tag));
        } catch (PlatformException.Conflict e) {
            long before = read.map(found -> found.record().events()).orElse(0L);
            if (record.events() == before || !isThere(record.outbox().getLast())) {
                throw e;
            }
        }
    }

    private boolean isThere(Outgoing event) {
        boolean isDecided = load(event.event().endpoint())
                .filter(found -> found.record().outbox().contains(event))
                .isPresent();
        return isDecided
                || store.read(event.key())
                        .filter(document -> event.isStoredAs(document.content()))
                        .isPresent();
    }

    /** Writes the events that may not be written yet. Whoever comes second finds them there, and the same. */
    void write(List<Outgoing> outbox) {
        for (Outgoing event : outbox) {
            try {
                store.create(event.key(), event.bytes());
            } catch (PlatformException.Conflict e) {
                same(event);
                continue;
            }
            heard.accept(event.event());
        }
    }

    private void same(Outgoing event) {
        byte[] found = store.read(event.key())
                .orElseThrow(() -> new PlatformException.Unavailable(event.key() + " is there and is not"))
                .content();
        if (!event.isStoredAs(found)) {
            throw new PlatformException.Corrupt(
                    store.place(event.key()) + " is another event than the one that was decided");
        }
    }
}
