package dev.slipway.packager;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.spec.FilePath;
import dev.slipway.core.spec.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a stored package from its blobs up: first the bytes of each, then what they say of each other. Loads nothing,
 * and names what is wrong.
 */
public final class PackageVerifier {

    private static final int BUFFER = 1 << 16;
    private static final int LARGEST = 4 << 20;

    private final ModelStore store;
    private final List<Problem> problems = new ArrayList<>();
    private long bytes;

    private PackageVerifier(ModelStore store) {
        this.store = store;
    }

    /**
     * What was found.
     *
     * @param digest the package
     * @param blobs how many blobs were looked at, the manifest among them
     * @param bytes how many bytes were read
     * @param problems what is wrong; empty where the package is whole
     */
    public record Verification(Digest digest, int blobs, long bytes, List<Problem> problems) {
        /** Copies the problems. */
        public Verification {
            problems = List.copyOf(problems);
        }

        /** Whether nothing is wrong. */
        public boolean isWhole() {
            return problems.isEmpty();
        }
    }

    /**
     * Checks a package.
     *
     * @throws PlatformException.Unavailable where the store does not answer: then nothing is known
     */
    public static Verification verify(ModelStore store, Digest digest) throws IOException {
        return new PackageVerifier(store).verify(digest);
    }

    private Verification verify(Digest digest) throws IOException {
        Manifest manifest;
        try {
            manifest = PackageContents.manifest(store, digest);
        } catch (PlatformException.Missing | PlatformException.Corrupt | PlatformException.Refused e) {
            problems.add(Problem.at("manifest " + digest, why(e)));
            return new Verification(digest, 1, bytes, problems);
        }
        bytes += manifest.bytes().length;
        boolean configWhole = blob("config", manifest.config());
        boolean whole = configWhole;
        for (Descriptor layer : manifest.layers()) {
            whole &= blob(layer.path().orElse("a layer without a path"), layer);
        }
        paths(manifest);
        if (configWhole) {
            config(manifest);
        }
        if (whole) {
            serving(manifest);
        }
        int beside = referrers(digest);
        return new Verification(digest, manifest.layers().size() + 2 + beside, bytes, problems);
    }

    /** Whether the blob is there, as long as declared, with the digest that names it. */
    private boolean blob(String name, Descriptor blob) throws IOException {
        String place = name + " " + blob.digest();
        long size = 0;
        try (InputStream in = store.open(blob.digest())) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0 && size <= blob.size(); count = in.read(buffer)) {
                size += count;
            }
        } catch (PlatformException.Missing e) {
            problems.add(Problem.at(place, why(e)));
            return false;
        } catch (PlatformException.Corrupt e) {
            problems.add(new Problem(place, why(e) + range(size, blob.size()), "", ""));
            return false;
        }
        bytes += size;
        if (size != blob.size()) {
            problems.add(new Problem(
                    place,
                    size < blob.size() ? "has " + size + " bytes" : "has more bytes than that",
                    blob.size() + ", as the manifest says",
                    ""));
            return false;
        }
        return true;
    }

    /** A digest is of all bytes together: it tells where they are wrong only where some are missing or too many. */
    private static String range(long size, long declared) {
        if (size < declared) {
            return " (bytes " + size + " to " + (declared - 1) + " are missing)";
        }
        return size > declared
                ? " (bytes from " + declared + " on do not belong there)"
                : " (somewhere in bytes 0 to " + (declared - 1) + ")";
    }

    /** What is said of the package is checked as the package is: a broken signature is no signature. */
    private int referrers(Digest digest) throws IOException {
        int blobs = 0;
        for (ModelStore.Referrer referrer : store.referrers(digest)) {
            String name = (referrer.artifactType().equals(PackageSigning.KIND) ? "signature " : "referrer ")
                    + referrer.digest();
            blobs++;
            try {
                ReferrerManifest manifest = Referrers.manifest(store, referrer.digest());
                bytes += store.read(referrer.digest(), LARGEST).length;
                for (Descriptor layer : manifest.layers()) {
                    blobs++;
                    blob(name + ", layer", layer);
                }
            } catch (PlatformException.Missing | PlatformException.Corrupt | PlatformException.Refused e) {
                problems.add(Problem.at(name, why(e)));
            }
        }
        return blobs;
    }

    private void paths(Manifest manifest) {
        Set<String> seen = new HashSet<>();
        for (Descriptor layer : manifest.layers()) {
            String place = "manifest, layer " + layer.digest();
            if (layer.path().isEmpty()) {
                problems.add(Problem.at(place, "has no path"));
                continue;
            }
            String path = layer.path().get();
            FilePath.objection(path)
                    .ifPresent(objection ->
                            problems.add(new Problem(place, "has the path \"" + path + "\"", objection, "")));
            if (!seen.add(path)) {
                problems.add(Problem.at(place, "has the path \"" + path + "\", which another layer has too"));
            }
        }
    }

    private void config(Manifest manifest) {
        List<String> expected = manifest.layers().stream()
                .map(layer -> layer.digest().toString())
                .toList();
        try {
            JsonReader config =
                    JsonReader.parse("config", store.read(manifest.config().digest(), LARGEST));
            List<String> found = config.child("modelfs").texts("diffIds");
            if (!found.equals(expected)) {
                problems.add(Problem.at("config", "lists other layers than the manifest"));
            }
        } catch (JsonException | PlatformException.Corrupt e) {
            problems.add(Problem.at("config", why(e)));
        }
    }

    private void serving(Manifest manifest) {
        if (manifest.layer(ServingManifest.PATH).isEmpty()) {
            problems.add(Problem.at("manifest", "has no layer " + ServingManifest.PATH));
            return;
        }
        try {
            ServingManifest serving = ServingManifest.parse(store.read(
                    manifest.layer(ServingManifest.PATH).orElseThrow().digest(), LARGEST));
            List<String> named = new ArrayList<>(serving.weights());
            serving.samples().ifPresent(named::add);
            named.stream()
                    .filter(path -> manifest.layer(path).isEmpty())
                    .forEach(path -> problems.add(
                            Problem.at(ServingManifest.PATH, "names " + path + ", which the package does not hold")));
        } catch (JsonException | IllegalArgumentException | PlatformException.Corrupt e) {
            problems.add(Problem.at(ServingManifest.PATH, why(e)));
        }
    }

    private static String why(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
