package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks;
import dev.slipway.cli.remote.SampleFunction;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
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
import java.util.stream.Collectors;

/** A stage on AWS in memory: stacks that a CDK in memory makes, and what they bring. */
final class MemoryGround implements Ground, CdkRun, Stacks {

    final MemoryModelStore packages = new MemoryModelStore();
    final List<String> deployed = new ArrayList<>();
    final Map<String, Stack> stacks = new TreeMap<>();
    Instant now = Instant.parse("2026-11-24T08:00:00Z");
    Optional<String> failing = Optional.empty();

    /** What {@code stages.yaml} says of the stage's door; it goes into the platform's template. */
    String auth = "iam";

    /** What it says of the functions: keys, network, memory; here it is told apart as code is. */
    String settings = "settings-1";

    private final Path pins;
    private String latestSettings = settings;
    private final MemoryFunctionService functions =
            new MemoryFunctionService(settings, version -> new SampleFunction(packages, version));
    private final MemoryMetricSource metrics =
            new MemoryMetricSource(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(4), now);
    private final Ports ports;
    private final Map<ModelName, Digest> latest = new TreeMap<>();
    private final Map<String, String> given = new TreeMap<>();

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
    public Optional<Templates> write() throws IOException {
        String pinned = JsonText.write(JsonText.parse(Files.readAllBytes(pins)));
        return Optional.of(new Templates(Map.of(
                "SlipwayPlatform-prod",
                "{\"Resources\":{\"Api\":{\"Type\":\"Api\",\"Properties\":{\"Auth\":\"" + auth + "\"}}}}",
                "SlipwayModel-prod-digits",
                "{\"Resources\":{\"Function\":{\"Type\":\"Function\",\"Properties\":{\"Packages\":" + pinned
                        + ",\"Settings\":\"" + settings + "\"}}}}")));
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
        given.put(name, write().orElseThrow().texts().get(name));
        boolean fresh = before == null || before.state() == State.EMPTY;
        if (!name.startsWith("SlipwayModel-prod-")) {
            return;
        }
        ModelName model = new ModelName(name.substring("SlipwayModel-prod-".length()));
        functions.deploy(settings);
        latestSettings = settings;
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
    public Optional<String> template(String name) {
        return Optional.ofNullable(given.get(name));
    }

    @Override
    public Optional<String> newest(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> failure(String name, Optional<String> after) {
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
        return Optional.ofNullable(latest.get(model))
                .map(digest -> new DeployedFunction(
                        Optional.of(digest),
                        functions.versions(model).stream()
                                .filter(version -> version.digest().equals(digest)
                                        && version.codeSha256().equals(latestSettings))
                                .map(FunctionVersion::version)
                                .collect(Collectors.toSet())));
    }

    @Override
    public Ports ports() {
        return ports;
    }
}
