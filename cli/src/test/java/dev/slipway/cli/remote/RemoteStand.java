package dev.slipway.cli.remote;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.S3Place;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.StageKind;
import dev.slipway.local.stage.RemoteOptions;
import dev.slipway.local.stage.RemoteStage;
import dev.slipway.local.stage.StageListener;
import dev.slipway.packager.Packager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands in for a stage on AWS, and shows its console: digits v1 serves. It reads commands, one a line, and says
 * {@code done} after each: {@code minutes N} lets clients call and the controller look N times, a minute apart;
 * {@code end} takes S3 away. Arguments: the file of S3Mock, a folder to work in, the examples.
 */
final class RemoteStand {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final long SEED = 20_261_126;
    private static final int CALLS_A_MINUTE = 600;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    private final Map<Digest, Double> failing = new HashMap<>();
    private final Map<FunctionVersion, SampleFunction> programs = new ConcurrentHashMap<>();
    private final Random random = new Random(SEED);
    private final MemoryMetricSource metrics = new MemoryMetricSource(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofHours(4),
            clock.instant().minusSeconds(3600));
    private final MemoryFunctionService functions;
    private final MemoryRouter router;
    private final Ports ports;
    private final Controller controller;

    private RemoteStand(AwsPlatform aws) {
        ModelStore models = aws.modelStore(new S3Place(S3Process.BUCKET, "packages/"));
        this.functions = new MemoryFunctionService(
                "code-1", version -> programs.computeIfAbsent(version, fresh -> new SampleFunction(models, fresh)));
        this.router = new MemoryRouter(functions, 2);
        this.ports = new Ports(
                functions,
                router,
                metrics,
                new MemoryAlarmSource(),
                aws.releaseStore(new S3Place(S3Process.BUCKET, "releases/")),
                models);
        this.controller = new Controller(ports, clock, Duration.ofMinutes(12), event -> {});
    }

    /** Runs until its input ends. */
    public static void main(String... arguments) throws IOException {
        try (S3Process s3 = S3Process.start(Path.of(arguments[0]), Path.of(arguments[1]))) {
            AwsSettings settings = AwsSettings.in("eu-central-1")
                    .emulatedAt(URI.create("https://localhost:" + s3.port()))
                    .patient(Duration.ofSeconds(5), 1);
            RemoteStand stand = new RemoteStand(AwsPlatform.open(settings));
            stand.serve(Path.of(arguments[2]));
            try (RemoteStage stage = stand.stage()) {
                say("console " + stage.open(0));
                stand.listen(s3);
            }
        }
        System.exit(0);
    }

    private void serve(Path examples) throws IOException {
        Digest first = put(examples.resolve("v1"));
        put(examples.resolve("v2"));
        failing.put(put(examples.resolve("faulty")), 0.2);
        controller.start(new StartRequest(
                DIGITS,
                first,
                Presets.named("all-at-once", StageKind.AWS).orElseThrow(),
                "cloudformation",
                "the first version"));
        controller.tick();
        minutes(15);
    }

    private Digest put(Path folder) throws IOException {
        var read = Packager.read(folder);
        new Packager(ports.models()).add(read);
        return read.digest();
    }

    private RemoteStage stage() {
        RemoteOptions options = new RemoteOptions(
                "prod",
                "AWS, eu-central-1, account 123456789012",
                "slipway console --stage prod",
                "1.2.3",
                Trust.ANYBODY,
                "The logs of this stage are in CloudWatch Logs.",
                Duration.ofMinutes(12),
                clock);
        return new RemoteStage(options, ports, StageListener.silent());
    }

    private void listen(S3Process s3) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals("end")) {
                s3.close();
            } else {
                minutes(Integer.parseInt(line.substring("minutes ".length())));
            }
            say("done");
        }
    }

    private void minutes(int count) {
        for (int i = 0; i < count; i++) {
            Map<String, BigDecimal> shares =
                    router.routing(DIGITS).orElseThrow().weights().shares();
            Instant begin = clock.instant();
            for (int call = 0; call < CALLS_A_MINUTE; call++) {
                call(drawn(shares), begin.plusMillis(60_000L * call / CALLS_A_MINUTE));
            }
            ahead.updateAndGet(before -> before.plusSeconds(60));
            controller.tick();
        }
    }

    private String drawn(Map<String, BigDecimal> shares) {
        double left = random.nextDouble();
        String last = "";
        for (Map.Entry<String, BigDecimal> share : shares.entrySet()) {
            last = share.getKey();
            left -= share.getValue().doubleValue();
            if (left < 0) {
                return last;
            }
        }
        return last;
    }

    private void call(String version, Instant at) {
        double fails = functions.versions(DIGITS).stream()
                .filter(known -> known.version().equals(version))
                .map(known -> failing.getOrDefault(known.digest(), 0.0))
                .findFirst()
                .orElse(0.0);
        Duration latency = Duration.ofNanos((long) (8_000_000 * Math.exp(0.3 * random.nextGaussian())));
        metrics.add(
                new MemoryMetricSource.Call(DIGITS, version, at, random.nextDouble() < fails, Optional.of(latency)));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
