package dev.slipway.local.function;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.local.runtime.FunctionSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is kept of one endpoint. A value: changes answer a new one.
 *
 * @param next the number that the next version gets; it only ever grows, so that no number is used again
 * @param versions the published versions, oldest first
 * @param routing the weights, where there are any
 */
record EndpointState(long next, List<StoredVersion> versions, Optional<Routing> routing) {

    private static final long SCHEMA_VERSION = 1;

    /** An endpoint without versions. */
    static final EndpointState EMPTY = new EndpointState(1, List.of(), Optional.empty());

    EndpointState {
        versions = List.copyOf(versions);
    }

    Optional<StoredVersion> version(String number) {
        return versions.stream()
                .filter(version -> version.number().equals(number))
                .findFirst();
    }

    Optional<StoredVersion> version(Digest digest, String codeSha256) {
        return versions.stream()
                .filter(version -> version.serves(digest, codeSha256))
                .findFirst();
    }

    boolean routes(String number) {
        return routing.filter(now -> now.weights().shares().containsKey(number)).isPresent();
    }

    EndpointState publish(Digest digest, String codeSha256, FunctionSettings settings) {
        List<StoredVersion> more = new ArrayList<>(versions);
        more.add(new StoredVersion(new FunctionVersion(Long.toString(next), digest, codeSha256), settings, false));
        return new EndpointState(next + 1, more, routing);
    }

    EndpointState without(String number) {
        return new EndpointState(
                next,
                versions.stream()
                        .filter(version -> !version.number().equals(number))
                        .toList(),
                routing);
    }

    EndpointState proven(String number) {
        return new EndpointState(
                next,
                versions.stream()
                        .map(version -> version.number().equals(number) ? version.nowProven() : version)
                        .toList(),
                routing);
    }

    /** With these weights, under the revision after the present one. */
    EndpointState route(Weights weights) {
        long revision = routing.map(now -> Long.parseLong(now.revision())).orElse(0L) + 1;
        return new EndpointState(next, versions, Optional.of(new Routing(weights, Long.toString(revision))));
    }

    byte[] bytes() {
        Json.Fields fields = Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("next_version", Json.of(next))
                .with(
                        "versions",
                        Json.array(versions.stream().map(StoredVersion::json).toList()));
        return JsonText.canonical(routing.isEmpty() ? fields : fields.with("routing", json(routing.get())));
    }

    private static Json json(Routing routing) {
        Json.Fields shares = Json.object();
        for (Map.Entry<String, BigDecimal> share : routing.weights().shares().entrySet()) {
            shares = shares.with(share.getKey(), new Json.Numeric(share.getValue()));
        }
        return Json.object().with("revision", Json.of(routing.revision())).with("weights", shares);
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws RuntimeException where it is something else, or a newer stage wrote it
     */
    static EndpointState read(String place, byte[] bytes) {
        JsonReader reader = JsonReader.parse(place, bytes);
        long schema = reader.whole("schema_version");
        if (schema != SCHEMA_VERSION) {
            throw new IllegalStateException(place + " has schema_version " + schema + "; this stage reads "
                    + SCHEMA_VERSION + ": use the newer slipway that wrote it");
        }
        return new EndpointState(
                reader.whole("next_version"),
                reader.children("versions").stream().map(StoredVersion::read).toList(),
                reader.optionalChild("routing").map(EndpointState::routing));
    }

    private static Routing routing(JsonReader reader) {
        Map<String, BigDecimal> shares = new TreeMap<>();
        JsonReader weights = reader.child("weights");
        for (String version : weights.fields().keySet()) {
            shares.put(version, weights.optionalNumber(version).orElseThrow());
        }
        return new Routing(new Weights(shares), reader.text("revision"));
    }
}
