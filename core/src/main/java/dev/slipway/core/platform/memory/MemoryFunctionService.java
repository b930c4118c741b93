package dev.slipway.core.platform.memory;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Functions in memory: what a version answers is a lambda, how it is can be set. Version numbers count up by endpoint
 * and are never used again. Many threads may use it.
 */
public final class MemoryFunctionService implements FunctionService {

    /** What a version does when it is called. */
    @FunctionalInterface
    public interface Program {
        /** Answers an event. */
        Invocation call(byte[] event);
    }

    private static final class Published {
        private final FunctionVersion version;
        private State state;
        private int environments;

        private Published(FunctionVersion version, State state) {
            this.version = version;
            this.state = state;
        }
    }

    private final Function<FunctionVersion, Program> programs;
    private final Map<ModelName, TreeMap<Integer, Published>> endpoints = new TreeMap<>();
    private final Map<ModelName, Integer> last = new TreeMap<>();
    private final MemoryRoutes routes = new MemoryRoutes();
    private String code;
    private State initial = new State.Active();

    /**
     * A platform with some code on it.
     *
     * @param code names the code
     * @param programs what a version of this code with its package does; it throws {@link PlatformException.Refused}
     *     for a package that cannot be served
     */
    public MemoryFunctionService(String code, Function<FunctionVersion, Program> programs) {
        this.code = code;
        this.programs = programs;
    }

    /** Deploys other code: versions published from now on have it. */
    public synchronized void deploy(String newCode) {
        this.code = newCode;
    }

    /** How a version is when it was just published; active, unless this was called. */
    public synchronized void publishAs(State state) {
        this.initial = state;
    }

    /** Sets how a version is. */
    public synchronized void set(ModelName endpoint, String version, State state) {
        published(endpoint, version).state = state;
    }

    /** How many environments of a version are warm. */
    public synchronized int environments(ModelName endpoint, String version) {
        return published(endpoint, version).environments;
    }

    @Override
    public synchronized FunctionVersion publish(ModelName endpoint, Digest digest) {
        TreeMap<Integer, Published> versions = endpoints.computeIfAbsent(endpoint, name -> new TreeMap<>());
        Optional<Published> same = versions.values().stream()
                .filter(published -> published.version.digest().equals(digest)
                        && published.version.codeSha256().equals(code))
                .findFirst();
        if (same.isPresent()) {
            return same.get().version;
        }
        int number = last.getOrDefault(endpoint, 0) + 1;
        FunctionVersion version = new FunctionVersion(Integer.toString(number), digest, code);
        Program checked = programs.apply(version);
        if (checked == null) {
            throw new PlatformException.Refused("no program serves " + digest);
        }
        last.put(endpoint, number);
        versions.put(number, new Published(version, initial));
        return version;
    }

    @Override
    public synchronized List<FunctionVersion> versions(ModelName endpoint) {
        List<FunctionVersion> versions = new ArrayList<>();
        of(endpoint).values().forEach(published -> versions.add(published.version));
        return versions;
    }

    @Override
    public synchronized State state(ModelName endpoint, String version) {
        return published(endpoint, version).state;
    }

    @Override
    public Invocation invoke(ModelName endpoint, String version, byte[] event) {
        Program program;
        synchronized (this) {
            Published published = published(endpoint, version);
            if (!(published.state instanceof State.Active)) {
                throw new PlatformException.Unavailable("version " + version + " of " + endpoint + " is not active");
            }
            program = programs.apply(published.version);
        }
        return program.call(event.clone());
    }

    @Override
    public synchronized void warm(ModelName endpoint, String version, int environments) {
        if (environments < 1) {
            throw new IllegalArgumentException("found " + environments + " environments; expected at least 1");
        }
        Published published = published(endpoint, version);
        switch (published.state) {
            case State.Active(), State.Inactive() -> {
                published.state = new State.Active();
                published.environments = Math.max(published.environments, environments);
            }
            case State.Pending() ->
                throw new PlatformException.Unavailable("version " + version + " of " + endpoint + " is not ready yet");
            case State.Failed(String reason) ->
                throw new PlatformException.Unavailable(
                        "version " + version + " of " + endpoint + " has failed: " + reason);
        }
    }

    @Override
    public synchronized void delete(ModelName endpoint, String version) {
        if (routes.names(endpoint, version)) {
            throw new PlatformException.Refused(
                    "version " + version + " of " + endpoint + " has traffic; shift its weights first");
        }
        number(version).ifPresent(number -> of(endpoint).remove(number));
    }

    MemoryRoutes routes() {
        return routes;
    }

    private Map<Integer, Published> of(ModelName endpoint) {
        return endpoints.getOrDefault(endpoint, new TreeMap<>());
    }

    private Published published(ModelName endpoint, String version) {
        return number(version)
                .flatMap(number -> Optional.ofNullable(of(endpoint).get(number)))
                .orElseThrow(() -> new PlatformException.Missing("there is no version " + version + " of " + endpoint));
    }

    private static Optional<Integer> number(String version) {
        return version.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(version)) : Optional.empty();
    }
}
