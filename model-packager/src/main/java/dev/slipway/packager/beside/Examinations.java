package dev.slipway.packager.beside;

import dev.slipway.core.doctor.Examination;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code slipway doctor} measured of a package, kept beside it: of each kind of machine the newest. */
public final class Examinations {

    /** The kind of the referrer. */
    public static final String TYPE = "application/vnd.slipway.examination.v1+json";

    private static final String CREATED = "org.opencontainers.image.created";
    private static final String TITLE = "org.opencontainers.image.title";
    private static final int LARGEST = 16 << 20;

    private Examinations() {}

    /**
     * Keeps one, in place of those that the same kind of machine made before.
     *
     * @throws PlatformException.Missing where there is no such package
     */
    public static void keep(ModelStore store, Examination found) {
        Map<Digest, Examination> before = all(store, found.digest());
        Digest kept = Referrers.attach(
                store,
                found.digest(),
                TYPE,
                JsonText.canonical(found.json()),
                Map.of(CREATED, found.time().toString(), TITLE, "examination.json"));
        before.forEach((referrer, other) -> {
            if (!referrer.equals(kept) && other.machine().equals(found.machine())) {
                store.detach(referrer);
            }
        });
    }

    /** Those of a package, the newest first. What cannot be read is left out; nothing where the package is not stored. */
    public static List<Examination> of(ModelStore store, Digest digest) {
        return all(store, digest).values().stream()
                .sorted(Comparator.comparing(Examination::time).reversed())
                .toList();
    }

    private static Map<Digest, Examination> all(ModelStore store, Digest digest) {
        Map<Digest, Examination> all = new LinkedHashMap<>();
        for (Digest referrer : new ArrayList<>(Referrers.of(store, digest, TYPE))) {
            try {
                all.put(
                        referrer,
                        Examination.read(JsonReader.parse("examination", Referrers.content(store, referrer, LARGEST))));
            } catch (JsonException
                    | IllegalArgumentException
                    | DateTimeException
                    | PlatformException.Corrupt
                    | PlatformException.Missing e) {
                // One that cannot be read says nothing; others may.
            }
        }
        return all;
    }
}
