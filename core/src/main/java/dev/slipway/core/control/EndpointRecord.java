package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.ReleaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of an endpoint: one document, changed by compare-and-set, and so the only place where anything is
 * decided. What follows from it (events, weights, the tag) is done after it was saved, by whoever reads it next, as
 * often as it takes.
 *
 * @param endpoint the endpoint
 * @param releases how many releases it had: the present one's number
 * @param release the present release, or the last one
 * @param settled whether all that the release's end asks for was done
 * @param events how many events there are, those in the outbox included
 * @param last the digest of the last of them
 * @param outbox events that may not be written yet, in order
 * @param reports what the commits of its releases are told, one of each release
 */
record EndpointRecord(
        ModelName endpoint,
        long releases,
        ReleaseState release,
        boolean settled,
        long events,
        Optional<Digest> last,
        List<Outgoing> outbox,
        List<Report> reports) {

    /** The prefix of all endpoints' documents. No model's name begins with an underscore. */
    static final String PREFIX = "_endpoints/";

    private static final String SUFFIX = ".json";
    private static final long SCHEMA_VERSION = 1;

    EndpointRecord {
        outbox = List.copyOf(outbox);
        reports = List.copyOf(reports);
    }

    static String key(ModelName endpoint) {
        return PREFIX + endpoint + SUFFIX;
    }

    /** Whose record lies under this key; empty where it is nobody's. */
    static Optional<ModelName> endpoint(String key) {
        return Optional.of(key)
                .filter(found -> found.startsWith(PREFIX) && found.endsWith(SUFFIX))
                .map(found -> found.substring(PREFIX.length(), found.length() - SUFFIX.length()))
                .filter(ModelName::isAllowed)
                .map(ModelName::new);
    }

    EndpointRecord with(ReleaseState state) {
        return new EndpointRecord(
                endpoint, releases, state, settled, events, last, outbox, Report.after(reports, state));
    }

    /** This record after all that the release's end asks for was done. */
    EndpointRecord settle() {
        return new EndpointRecord(endpoint, releases, release, true, events, last, outbox, reports);
    }

    /** This record after its outbox was written. */
    EndpointRecord written() {
        return new EndpointRecord(endpoint, releases, release, settled, events, last, List.of(), reports);
    }

    /** This record with other reports. */
    EndpointRecord reporting(List<Report> others) {
        return new EndpointRecord(endpoint, releases, release, settled, events, last, outbox, others);
    }

    /** This record with one more event to write. */
    EndpointRecord tell(Instant now, Event.Type type, String by, Json.Fields body) {
        Outgoing event = Outgoing.of(new Event(events + 1, now, endpoint, release.id(), type, by, body, last));
        List<Outgoing> more = new ArrayList<>(outbox);
        more.add(event);
        return new EndpointRecord(
                endpoint, releases, release, settled, events + 1, Optional.of(event.digest()), more, reports);
    }

    byte[] bytes() {
        Json.Fields fields = Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("endpoint", Json.of(endpoint.value()))
                .with("releases", Json.of(releases))
                .with("release", release.json())
                .with("settled", Json.of(settled))
                .with("events", Json.of(events))
                .with("last_event", Json.ofText(last.map(Digest::toString)))
                .with(
                        "outbox",
                        Json.array(outbox.stream()
                                .map(outgoing -> outgoing.event().json())
                                .toList()));
        return JsonText.canonical(
                reports.isEmpty()
                        ? fields
                        : fields.with(
                                "reports",
                                Json.array(reports.stream().map(Report::json).toList())));
    }

    static EndpointRecord read(JsonReader reader) {
        long schema = reader.whole("schema_version");
        if (schema != SCHEMA_VERSION) {
            throw new IllegalArgumentException("it has schema_version " + schema + "; this code reads " + SCHEMA_VERSION
                    + ": update Slipway first");
        }
        return new EndpointRecord(
                new ModelName(reader.text("endpoint")),
                reader.whole("releases"),
                ReleaseState.read(reader.child("release")),
                reader.truth("settled"),
                reader.whole("events"),
                reader.optionalText("last_event").map(Digest::parse),
                reader.children("outbox").stream()
                        .map(event -> Outgoing.of(Event.read(event)))
                        .toList(),
                reader.object().find("reports").isPresent()
                        ? reader.children("reports").stream().map(Report::read).toList()
                        : List.of());
    }
}
