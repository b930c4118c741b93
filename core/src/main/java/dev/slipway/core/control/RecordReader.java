package dev.slipway.core.control;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.List;
import java.util.Optional;

/** Reads the record alone: what happened, wherever the store is, with no stage and no controller. */
public final class RecordReader {

    private final Records records;

    /** A reader of what is in this store. */
    public RecordReader(ReleaseStore store) {
        this(new Records(store, event -> {}));
    }

    RecordReader(Records records) {
        this.records = records;
    }

    /** The endpoints that had a release, sorted. */
    public List<ModelName> endpoints() {
        return records.listing().endpoints();
    }

    /**
     * All events of an endpoint, oldest first; the chain of their digests was checked, and its end against the
     * endpoint's record.
     *
     * @throws PlatformException.Corrupt where one is missing or was changed
     */
    public List<Event> history(ModelName endpoint) {
        return records.history(endpoint);
    }

    /** One release as its events tell it; empty where there is none of this id. */
    public Optional<ReleaseSummary> release(String id) {
        int hyphen = id.lastIndexOf('-');
        if (hyphen < 0 || !ModelName.isAllowed(id.substring(0, hyphen))) {
            return Optional.empty();
        }
        ModelName endpoint = new ModelName(id.substring(0, hyphen));
        List<Event> events = history(endpoint).stream()
                .filter(event -> event.release().equals(id))
                .toList();
        return events.isEmpty() ? Optional.empty() : Optional.of(ReleaseSummary.of(id, endpoint, events));
    }
}
