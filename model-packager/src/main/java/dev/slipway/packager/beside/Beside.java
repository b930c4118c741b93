package dev.slipway.packager.beside;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.trial.Measurement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads what lies beside packages.
 *
 * @param measured what machines saw, the newest first
 * @param origins the commits that the folder was packaged at, as texts
 * @param bills how many bills of materials there are
 */
public record Beside(List<Measurement.Shown> measured, List<String> origins, int bills) {

    /** The kind of a measurement. */
    public static final String MEASUREMENT = "application/vnd.slipway.measurement.v1+json";

    private static final String CREATED = "org.opencontainers.image.created";
    private static final String TITLE = "org.opencontainers.image.title";
    private static final int LARGEST = 16 << 20;

    /** Copies the lists. */
    public Beside {
        measured = List.copyOf(measured);
        origins = List.copyOf(origins);
    }

    /**
     * Says of a package that is in the store what is known of it. A bill of materials is written once; a provenance once
     * for each origin; of the measurements of one kind of machine the newest stays.
     *
     * @param measured what this machine saw, where it was tried
     * @param origin where the folder was, where that is known
     * @param version Slipway's own version
     */
    public static void attach(
            ModelStore store,
            ModelPackage read,
            Optional<Measurement> measured,
            Optional<FolderOrigin> origin,
            Instant time,
            String version) {
        Digest digest = read.digest();
        measured.ifPresent(found -> {
            attach(store, digest, MEASUREMENT, JsonText.canonical(found.json()), "measurement.json", time);
            keepNewest(store, digest);
        });
        if (Referrers.of(store, digest, BillOfMaterials.TYPE).isEmpty()) {
            attach(
                    store,
                    digest,
                    BillOfMaterials.TYPE,
                    BillOfMaterials.bytes(read, measured, time, version),
                    "bom.cdx.json",
                    time);
        }
        byte[] provenance = Provenance.bytes(read, origin, time, version);
        Json making = Provenance.making(provenance);
        if (contents(store, digest, Provenance.TYPE).stream()
                .map(Provenance::making)
                .noneMatch(making::equals)) {
            attach(store, digest, Provenance.TYPE, provenance, "provenance.intoto.json", time);
        }
    }

    /** Detaches measurements that the same kind of machine made again later. Those that cannot be read stay. */
    public static void keepNewest(ModelStore store, Digest digest) {
        Map<String, Map.Entry<String, Digest>> newest = new HashMap<>();
        for (Digest referrer : Referrers.of(store, digest, MEASUREMENT)) {
            Measurement.Shown shown;
            try {
                shown = Measurement.Shown.read(
                        JsonReader.parse("measurement", Referrers.content(store, referrer, LARGEST)));
            } catch (JsonException | PlatformException.Corrupt | PlatformException.Missing e) {
                continue;
            }
            Map.Entry<String, Digest> other = newest.put(shown.machine(), Map.entry(shown.time(), referrer));
            if (other != null) {
                boolean later = other.getKey().compareTo(shown.time()) > 0;
                store.detach(later ? referrer : other.getValue());
                if (later) {
                    newest.put(shown.machine(), other);
                }
            }
        }
    }

    private static void attach(
            ModelStore store, Digest digest, String type, byte[] content, String title, Instant time) {
        Digest _ = Referrers.attach(
                store,
                digest,
                type,
                content,
                Map.of(CREATED, time.truncatedTo(ChronoUnit.SECONDS).toString(), TITLE, title));
    }

    /** What is said, as JSON. */
    public Json.Fields json() {
        return Json.object()
                .with(
                        "measured",
                        Json.array(
                                measured.stream().map(Measurement.Shown::json).toList()))
                .with("commits", Json.texts(origins))
                .with("bills_of_materials", Json.of(bills));
    }

    /** What is said of a stored package; nothing where it is not stored. */
    public static Beside of(ModelStore store, Digest digest) {
        return new Beside(
                contents(store, digest, MEASUREMENT).stream()
                        .map(bytes -> Measurement.Shown.read(JsonReader.parse("measurement", bytes)))
                        .sorted(Comparator.comparing(Measurement.Shown::time).reversed())
                        .toList(),
                contents(store, digest, Provenance.TYPE).stream()
                        .flatMap(bytes -> Provenance.commit(bytes).stream())
                        .sorted()
                        .toList(),
                Referrers.of(store, digest, BillOfMaterials.TYPE).size());
    }

    private static List<byte[]> contents(ModelStore store, Digest digest, String type) {
        return Referrers.of(store, digest, type).stream()
                .map(referrer -> Referrers.content(store, referrer, LARGEST))
                .toList();
    }
}
