package dev.slipway.functions.lambda;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.S3Place;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.start.LoadedModel;
import dev.slipway.functions.start.PackageLoader;
import dev.slipway.functions.start.Primer;
import dev.slipway.functions.start.StartTimes;
import dev.slipway.functions.telemetry.CallLog;
import dev.slipway.functions.telemetry.FaultLog;
import dev.slipway.functions.telemetry.LibraryLogs;
import dev.slipway.functions.telemetry.StartLog;
import dev.slipway.functions.telemetry.WarmUp;
import dev.slipway.functions.tensor.HeapWatch;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.v2.ModelEndpoint;
import dev.slipway.functions.v2.ServedModel;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the function of its environment. The one place that reads it.
 *
 * <p>{@code SLIPWAY_MODEL} names the package by digest, {@code SLIPWAY_STORE} the store that has it: a folder, or a place
 * in S3 written {@code s3://bucket/prefix/}. {@code SLIPWAY_SIGNING_KEYS} holds the public keys of which one must have
 * signed the package; without it every package is loaded. {@code SLIPWAY_THREADS} says how many threads a prediction may
 * use; without it they follow from the memory.
 */
final class Wiring {

    /** What priming may take of the time that a snapshot's init has; usually it settles in a few seconds. */
    private static final Duration PRIMING = Duration.ofSeconds(20);

    /** More than the bodies that Lambda carries. */
    private static final int KEPT_MEMORY = 8 << 20;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream log;
    private final Duration priming;

    Wiring(Map<String, String> environment, PrintStream out, PrintStream log, Duration priming) {
        this.environment = environment;
        this.out = out;
        this.log = log;
        this.priming = priming;
    }

    static FunctionParts ofThisProcess() {
        LibraryLogs.off();
        Map<String, String> environment = System.getenv();
        Duration priming = snapshot(environment) ? priming(environment) : Duration.ZERO;
        return new Wiring(environment, System.out, System.err, priming).parts();
    }

    /**
     * {@code SLIPWAY_PRIMING}, as ISO 8601 writes it ({@code PT0.25S}). A host without snapshots sets less than ours,
     * since there each start pays for it.
     */
    static Duration priming(Map<String, String> environment) {
        String longest = environment.getOrDefault("SLIPWAY_PRIMING", PRIMING.toString());
        try {
            return Duration.parse(longest);
        } catch (DateTimeParseException e) {
            throw new ModelLoadException(
                    "SLIPWAY_PRIMING: \"" + longest + "\" is no duration; expected one such as PT0.25S", e);
        }
    }

    FunctionParts parts() {
        Digest digest = digest();
        String store = required("SLIPWAY_STORE", "the package store: a folder, or s3://bucket/prefix/");
        EngineSettings engine = new EngineSettings(natives(), threads());
        StartTimes times = new StartTimes(engine, System::nanoTime);
        LoadedModel loaded =
                store.startsWith("s3://") ? fromS3(store, digest, times) : fromFolder(store, digest, times);
        ServedModel model = new ServedModel(
                loaded.serving().model(),
                environment.getOrDefault("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                digest,
                loaded.serving().format().platform(),
                loaded.serving().signature());
        Lifecycle lifecycle = new Lifecycle(snapshot());
        String name = model.name().value();
        return new FunctionParts(
                new ModelEndpoint(
                                model,
                                loaded.predictor(),
                                TensorMemory.recycled(KEPT_MEMORY),
                                lifecycle,
                                serverVersion())
                        .within(Runtime.getRuntime().maxMemory()),
                lifecycle,
                new Primer(
                        PrimingEvents.of(name, loaded.serving().signature(), loaded.samples()),
                        priming.toNanos(),
                        System::nanoTime),
                new CallLog(
                        out,
                        name,
                        model.version(),
                        digest,
                        !loaded.serving().capture().equals("none")),
                WarmUp.STANDARD,
                InstantSource.system(),
                System::nanoTime,
                new FaultLog(log),
                times.end(),
                new StartLog(out, name, model.version(), digest, sharesClasses()),
                HeapWatch.ofThisProcess(memory()));
    }

    /** {@code mixed mode, sharing} is what HotSpot says of itself then, as {@code java -version} shows. */
    private static boolean sharesClasses() {
        return System.getProperty("java.vm.info", "").contains("sharing");
    }

    private Digest digest() {
        String model = required("SLIPWAY_MODEL", "the package's digest, sha256:<64 hexadecimal digits>");
        try {
            return Digest.parse(model);
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException("SLIPWAY_MODEL: " + e.getMessage(), e);
        }
    }

    /** Trust comes from the configuration, never from the store. What cannot be read trusts nobody. */
    private Trust trust() {
        try {
            return Trust.decode(environment.getOrDefault(Trust.VARIABLE, ""));
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(Trust.VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private LoadedModel fromFolder(String store, Digest digest, StartTimes times) {
        Path folder = Path.of(store);
        if (!Files.isDirectory(folder)) {
            throw new ModelLoadException("SLIPWAY_STORE: " + store + " is no folder; expected the package store");
        }
        return load(new FolderModelStore(folder), digest, times);
    }

    /** Once it is loaded nothing of AWS is held: a snapshot would keep connections and credentials past their time. */
    private LoadedModel fromS3(String store, Digest digest, StartTimes times) {
        AwsSettings settings = AwsSettings.in(required("AWS_REGION", "the region, such as eu-central-1"));
        try (AwsPlatform aws = AwsPlatform.open(settings)) {
            return load(aws.modelStore(S3Place.parse(store)), digest, times);
        }
    }

    /** Golden samples are asked before a snapshot only; elsewhere a start does without them. */
    private LoadedModel load(ModelStore store, Digest digest, StartTimes times) {
        PackageLoader loader = new PackageLoader(store, times, trust());
        return (snapshot() ? loader : loader.withoutSamples()).load(digest);
    }

    private boolean snapshot() {
        return snapshot(environment);
    }

    private static boolean snapshot(Map<String, String> environment) {
        return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
    }

    private Optional<Path> natives() {
        return Optional.ofNullable(environment.get("LAMBDA_TASK_ROOT"))
                .map(root -> Path.of(root, "native"))
                .filter(Files::isDirectory);
    }

    private int threads() {
        if (environment.containsKey("SLIPWAY_THREADS")) {
            int threads = (int) whole("SLIPWAY_THREADS", 0);
            if (threads < 1) {
                throw new ModelLoadException("SLIPWAY_THREADS is \"" + environment.get("SLIPWAY_THREADS")
                        + "\"; expected a whole number from 1 on");
            }
            return threads;
        }
        return EngineSettings.threadsFor(memory(), Runtime.getRuntime().availableProcessors());
    }

    /** In megabytes; 0 where nobody says. */
    private int memory() {
        return (int) whole("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", 0);
    }

    private long whole(String key, long otherwise) {
        String value = environment.get(key);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new ModelLoadException(key + " is \"" + value + "\"; expected a whole number", e);
        }
    }

    private String required(String key, String meaning) {
        String value = environment.get(key);
        if (value == null || value.isEmpty()) {
            throw new ModelLoadException(key + " is not set; expected " + meaning);
        }
        return value;
    }

    private static String serverVersion() {
        String version = Wiring.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
