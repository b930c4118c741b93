package dev.slipway.cli.packages;

import dev.slipway.cli.Home;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.folder.FolderReleaseStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which packages a stage's releases need: those of every version that exists, of every release that stands in a record,
 * and the last few that each endpoint's history names, so that one can go back to them.
 */
final class Needed {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final ModelStore store;
    private final Set<Digest> packages;

    /** Looks for who needs a store's packages. */
    Needed(ModelStore store) {
        this.store = store;
        this.packages = Set.copyOf(store.packages());
    }

    /**
     * The packages that the local stage needs.
     *
     * @param depth how many packages of each endpoint's history, newest first
     */
    Set<Digest> by(Home home, int depth) throws IOException {
        Set<Digest> needed = new TreeSet<>();
        Path versions = home.path().resolve("functions").resolve("endpoints");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> files = Files.walk(versions)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    needed.addAll(named(Files.readAllBytes(file)));
                }
            }
        }
        needed.addAll(by(new FolderReleaseStore(home.path().resolve("releases")), depth));
        return needed;
    }

    /**
     * The packages that a stage elsewhere needs.
     *
     * @param deployed the package that an endpoint's next version will serve
     * @param depth how many packages of each endpoint's history, newest first
     */
    Set<Digest> by(
            FunctionService functions,
            Function<ModelName, Optional<Digest>> deployed,
            ReleaseStore releases,
            int depth) {
        Set<Digest> needed = new TreeSet<>(by(releases, depth));
        for (ModelName endpoint : endpoints(releases)) {
            deployed.apply(endpoint).ifPresent(needed::add);
            functions.versions(endpoint).stream().map(FunctionVersion::digest).forEach(needed::add);
        }
        return needed;
    }

    /** Every endpoint that a record's key names, or of which there is a package; one too many does no harm. */
    private Set<ModelName> endpoints(ReleaseStore releases) {
        Set<ModelName> endpoints = new TreeSet<>();
        releases.keys("").stream()
                .flatMap(key -> Stream.of(key.replaceFirst("\\.json$", "").split("/")))
                .filter(ModelName::isAllowed)
                .map(ModelName::new)
                .forEach(endpoints::add);
        for (Digest one : packages) {
            try {
                endpoints.add(PackageContents.serving(store, one).model());
            } catch (PlatformException.Corrupt | PlatformException.Missing | PlatformException.Refused e) {
                // No version can be made of what cannot be served.
            }
        }
        return endpoints;
    }

    private Set<Digest> by(ReleaseStore releases, int depth) {
        Set<Digest> needed = new TreeSet<>();
        Map<String, Set<Digest>> history = new HashMap<>();
        List<String> newestFirst = new ArrayList<>(releases.keys("")).reversed();
        for (String key : newestFirst) {
            byte[] content =
                    releases.read(key).map(ReleaseStore.Document::content).orElse(new byte[0]);
            if (key.startsWith("_")) {
                needed.addAll(named(content));
            } else {
                Set<Digest> seen =
                        history.computeIfAbsent(key.substring(0, key.indexOf('/') + 1), _ -> new LinkedHashSet<>());
                named(content).stream()
                        .filter(digest -> seen.size() < depth || seen.contains(digest))
                        .forEach(seen::add);
            }
        }
        history.values().forEach(needed::addAll);
        return needed;
    }

    /** Every package that a document names, wherever in it: one too many is kept rather than one too few. */
    private Set<Digest> named(byte[] document) {
        Set<Digest> named = new LinkedHashSet<>();
        for (MatchResult found : DIGEST.matcher(new String(document, StandardCharsets.UTF_8))
                .results()
                .toList()) {
            Digest digest = Digest.parse(found.group());
            if (packages.contains(digest)) {
                named.add(digest);
            }
        }
        return named;
    }
}
