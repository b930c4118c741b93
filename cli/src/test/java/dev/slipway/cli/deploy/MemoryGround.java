package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks;
import dev.slipway.cli.remote.SampleFunction;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.AwsStage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stage on AWS in memory: stacks that a CDK in memory makes, and what they bring. */
final class MemoryGround implements Ground, CdkRun, Stacks {

    private static final String CODE = "code-1";

    final MemoryModelStore packages = new MemoryModelStore();
    final List<String> deployed = new ArrayList<>();
    final Map<String, Stack> stacks = new TreeMap<>();
    Instant now = Instant.parse("2026-11-24T08:00:00Z");
    Optional<String> failing = Optional.empty();

    private final Path pins;
    private final MemoryFunctionService functions =
            new MemoryFunctionService(CODE, version -> new SampleFunction(packages, version));
    private final MemoryMetricSource metrics =
            new MemoryMetricSource(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(4), now);
    private final Ports ports;
    private final Map<ModelName, Digest> latest = new TreeMap<>();

    /** An account that is bootstrapped and has nothing; {@code pins} is where the CDK app reads which packages it serves. */
    MemoryGround(Path pins) {
        this.pins = pins;
        this.ports = new Ports(
                functions,
                new MemoryRouter(functions, 2),
                metrics,
                new MemoryAlarmSource(),
                new MemoryReleaseStore(),
                whereThereIsABucket());
    }

    /** Packages, where the platform's stack has made the bucket. */
    private ModelStore whereThereIsABucket() {
        return (ModelStore) Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(), new Class<?>[] {ModelStore.class}, (proxy, method, arguments) -> {
                    if (!stacks.containsKey("SlipwayPlatform-prod")) {
                        throw new PlatformException.Missing("there is no such bucket");
                    }
                    try {
                        return method.invoke(packages, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Controller controller() {
        return new Controller(ports, () -> now, Duration.ofMinutes(12), _ -> {});
    }

    /** Time goes by, and the controller looks each minute. */
    void minutes(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(60);
            controller().tick();
        }
    }

    @Override
    public boolean run(String verb, List<String> names) throws IOException {
        for (String name : names) {
            deployed.add(verb + " " + name);
            if (failing.isPresent() && name.startsWith("SlipwayModel")) {
                stacks.put(name, Situation.stack(name, State.EMPTY, "ROLLBACK_COMPLETE"));
                return false;
            }
            if (verb.equals("destroy")) {
                stacks.remove(name);
            } else {
                make(name);
            }
        }
        return true;
    }

    private void make(String name) throws IOException {
        Stack before = stacks.put(name, Situation.stack(name, State.READY, "CREATE_COMPLETE"));
        boolean fresh = before == null || before.state() == State.EMPTY;
        if (!name.startsWith("SlipwayModel-prod-")) {
            return;
        }
        ModelName model = new ModelName(name.substring("SlipwayModel-prod-".length()));
        latest.put(
                model,
                Digest.parse(JsonReader.parse("pins", Files.readAllBytes(pins))
                        .child("stages")
                        .child("prod")
                        .text(model.value())));
        if (fresh) {
            // As the alias maker does it.
            controller()
                    .start(new StartRequest(
                            model,
                            latest.get(model),
                            Presets.named("all-at-once", StageKind.AWS).orElseThrow(),
                            "cloudformation",
                            "first version"));
            controller().tick();
        }
    }

    @Override
    public Optional<Stack> find(String name) {
        return Optional.ofNullable(stacks.get(name));
    }

    @Override
    public Optional<String> failure(String name) {
        return failing;
    }

    @Override
    public AwsStage stage() {
        return Situation.prod(Optional.empty());
    }

    @Override
    public Stacks stacks() {
        return this;
    }

    @Override
    public Optional<DeployedFunction> deployed(ModelName model) {
        return Optional.ofNullable(latest.get(model)).map(digest -> new DeployedFunction(Optional.of(digest), CODE));
    }

    @Override
    public Ports ports() {
        return ports;
    }
}
