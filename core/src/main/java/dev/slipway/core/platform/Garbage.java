package dev.slipway.core.platform;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore.Referrer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What of a store nobody needs, as one state of its index tells. The same for every store that is an OCI image layout.
 *
 * @param packages the packages that go
 * @param manifests the manifests that go from the index: theirs, and of what is said of them
 * @param live all blobs that what stays in the index names
 */
public record Garbage(Set<Digest> packages, Set<Digest> manifests, Set<Digest> live) {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int LARGEST = 4 << 20;
    private static final int DEEPEST = 2;

    /** Copies the sets; the packages stay sorted. */
    public Garbage {
        packages = new TreeSet<>(packages);
        manifests = Set.copyOf(manifests);
        live = Set.copyOf(live);
    }

    /**
     * Looks.
     *
     * @param kept packages that somebody needs
     * @param isOld whether a manifest was stored long enough ago
     * @throws PlatformException.Corrupt where a package that stays is damaged: then what it needs is not known
     */
    public static Garbage of(PackageIndex listed, ModelStore store, Set<Digest> kept, Predicate<Digest> isOld) {
        Set<Digest> tagged = new HashSet<>(listed.tags(store).values());
        Set<Digest> all = new HashSet<>(listed.packages(store));
        Set<Digest> packages = new TreeSet<>();
        for (Digest one : all) {
            if (!kept.contains(one) && !tagged.contains(one) && isOld.test(one)) {
                packages.add(one);
            }
        }
        Set<Digest> manifests = new TreeSet<>(packages);
        for (Digest one : packages) {
            listed.referrers(one, store).stream().map(Referrer::digest).forEach(manifests::add);
        }
        Set<Digest> live = new HashSet<>();
        for (Digest manifest : listed.manifests()) {
            if (!manifests.contains(manifest)) {
                addNamed(store, manifest, all.contains(manifest), live);
            }
        }
        live.add(ReferrerManifest.config().digest());
        return new Garbage(packages, manifests, live);
    }

    private static void addNamed(ModelStore store, Digest manifest, boolean isPackage, Set<Digest> live) {
        live.add(manifest);
        if (isPackage) {
            Manifest read = PackageContents.manifest(store, manifest);
            live.add(read.config().digest());
            read.layers().stream().map(Descriptor::digest).forEach(live::add);
        } else {
            addMentioned(store, manifest, live, 0);
        }
    }

    /** Other tools' entries and referrers: every digest in their manifests counts, and in what those name. */
    private static void addMentioned(ModelStore store, Digest manifest, Set<Digest> live, int depth) {
        byte[] bytes;
        try {
            bytes = store.read(manifest, LARGEST);
        } catch (PlatformException.Missing | PlatformException.Corrupt e) {
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith("{") || depth > DEEPEST) {
            return;
        }
        for (MatchResult found : DIGEST.matcher(text).results().toList()) {
            Digest digest = Digest.parse(found.group());
            if (live.add(digest)) {
                addMentioned(store, digest, live, depth + 1);
            }
        }
    }
}
