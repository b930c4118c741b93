package dev.slipway.local.function;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.local.runtime.FunctionCode;
import dev.slipway.local.runtime.FunctionHost;
import dev.slipway.local.runtime.FunctionSettings;
import dev.slipway.local.runtime.VersionHost;
import dev.slipway.local.runtime.VersionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The endpoints of a stage: what is published, who serves it, how traffic is shared. */
public final class Endpoints {

    /** What a version with traffic keeps: one that answers, and one that takes over at once where that one dies. */
    private static final int AWAKE = 2;

    private record Key(ModelName endpoint, String version) {}

    private final EndpointFolders folders;
    private final CodeSource installed;
    private final SettingsSource settings;
    private final LineSinks lines;
    private final FunctionHost host;
    private final EndpointStates states;
    private final CodeStore codes;
    private final Map<Key, VersionHost> hosts = new ConcurrentHashMap<>();

    private Endpoints(
            EndpointFolders folders,
            CodeSource installed,
            SettingsSource settings,
            LineSinks lines,
            FunctionHost host) {
        this.folders = folders;
        this.installed = installed;
        this.settings = settings;
        this.lines = lines;
        this.host = host;
        this.states = EndpointStates.open(folders.state());
        this.codes = new CodeStore(folders.code(), host.machine().architecture());
    }

    /**
     * Opens what a folder keeps. No environment starts before {@link #wake}.
     *
     * @param folders where everything is kept
     * @param installed the code that the next published version runs
     * @param settings what packages ask to run with
     * @param lines who sees what environments print
     * @param host runs the versions
     * @throws PlatformException.Unavailable where the folder cannot be read
     */
    public static Endpoints open(
            EndpointFolders folders,
            CodeSource installed,
            SettingsSource settings,
            LineSinks lines,
            FunctionHost host) {
        Endpoints endpoints = new Endpoints(folders, installed, settings, lines, host);
        endpoints.restore();
        return endpoints;
    }

    private void restore() {
        Set<String> used = states.all().values().stream()
                .flatMap(state -> state.versions().stream())
                .map(version -> version.version().codeSha256())
                .collect(Collectors.toSet());
        codes.keepOnly(used);
        states.all().forEach((endpoint, state) -> state.versions().forEach(version -> add(endpoint, version)));
    }

    /** Lets environments start for versions that have weights, or whose state is not known yet. */
    public void wake() {
        states.all().forEach(this::keep);
    }

    private void add(ModelName endpoint, StoredVersion version) {
        FunctionCode code = code(endpoint, version);
        Path place = Path.of(endpoint.value(), version.number());
        VersionSpec spec = new VersionSpec(
                endpoint,
                version.number(),
                version.version().digest(),
                code,
                version.settings(),
                folders.store(),
                folders.logs().resolve(place),
                folders.work().resolve(place));
        hosts.computeIfAbsent(
                new Key(endpoint, version.number()),
                _ -> host.add(spec, lines.of(endpoint, version.number()), version.proven()));
    }

    /** The code of a version. Where it was damaged and is what is installed now, it is kept anew. */
    private FunctionCode code(ModelName endpoint, StoredVersion version) {
        String sha256 = version.version().codeSha256();
        try {
            return codes.find(sha256);
        } catch (PlatformException.Missing | PlatformException.Corrupt e) {
            Optional<FunctionCode> present = present(version.version().digest());
            if (present.isPresent() && present.get().sha256().equals(sha256)) {
                return present.get();
            }
            throw new PlatformException.Corrupt(e.getMessage() + ". Version " + version.number() + " of " + endpoint
                    + " needs it: put back a copy of it, or move " + states.file(endpoint)
                    + " away: the endpoint then has no version until it is released again");
        }
    }

    private Optional<FunctionCode> present(Digest digest) {
        try {
            return Optional.of(codes.keep(installed.code(settings.format(digest))));
        } catch (PlatformException _) {
            return Optional.empty();
        }
    }

    private void keep(ModelName endpoint, EndpointState state) {
        for (StoredVersion version : state.versions()) {
            find(endpoint, version.number()).ifPresent(one -> one.keep(state.routes(version.number()) ? AWAKE : 0));
        }
    }

    /** All endpoints that have versions or weights, sorted. */
    public List<ModelName> names() {
        return List.copyOf(states.all().keySet());
    }

    /** All versions of an endpoint, oldest first. */
    public List<FunctionVersion> versions(ModelName endpoint) {
        return states.find(endpoint).stream()
                .flatMap(state -> state.versions().stream())
                .map(StoredVersion::version)
                .toList();
    }

    /** A version of an endpoint, where there is one. */
    public Optional<FunctionVersion> version(ModelName endpoint, String version) {
        return states.find(endpoint).flatMap(state -> state.version(version)).map(StoredVersion::version);
    }

    /** Who runs a version, where there is one. */
    public Optional<VersionHost> find(ModelName endpoint, String version) {
        return Optional.ofNullable(hosts.get(new Key(endpoint, version)));
    }

    /** The weights of an endpoint, where it has any. */
    public Optional<Routing> routing(ModelName endpoint) {
        return states.find(endpoint).flatMap(EndpointState::routing);
    }

    FunctionVersion publish(ModelName endpoint, Digest digest) {
        FunctionSettings asked = settings.settings(digest);
        FunctionCode code = codes.keep(installed.code(settings.format(digest)));
        EndpointState after = states.change(
                endpoint,
                before -> before.version(digest, code.sha256()).isPresent()
                        ? before
                        : before.publish(digest, code.sha256(), asked));
        StoredVersion version = after.version(digest, code.sha256()).orElseThrow();
        add(endpoint, version);
        keep(endpoint, after);
        return version.version();
    }

    State state(ModelName endpoint, String version) {
        State state = require(endpoint, version).state();
        boolean news = (state instanceof State.Active || state instanceof State.Inactive)
                && states.find(endpoint)
                        .flatMap(now -> now.version(version))
                        .filter(stored -> !stored.proven())
                        .isPresent();
        if (news) {
            states.change(endpoint, before -> before.proven(version));
        }
        return state;
    }

    VersionHost require(ModelName endpoint, String version) {
        return find(endpoint, version)
                .orElseThrow(() -> new PlatformException.Missing("there is no version " + version + " of " + endpoint
                        + " (there are: "
                        + versions(endpoint).stream()
                                .map(FunctionVersion::version)
                                .collect(Collectors.joining(", "))
                        + ")"));
    }

    void delete(ModelName endpoint, String version) {
        if (states.find(endpoint).flatMap(state -> state.version(version)).isEmpty()) {
            return;
        }
        states.change(endpoint, before -> {
            if (before.routes(version)) {
                throw new PlatformException.Refused("version " + version + " of " + endpoint + " has traffic ("
                        + before.routing().orElseThrow().weights() + "): shift it away first");
            }
            return before.without(version);
        });
        Optional.ofNullable(hosts.remove(new Key(endpoint, version))).ifPresent(host::remove);
    }

    /** Changes the weights, and keeps environments awake for those that have some. */
    Routing route(ModelName endpoint, UnaryOperator<EndpointState> change) {
        EndpointState after = states.change(endpoint, change);
        keep(endpoint, after);
        return after.routing().orElseThrow();
    }
}
