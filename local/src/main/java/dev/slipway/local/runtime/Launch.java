package dev.slipway.local.runtime;

import dev.slipway.startup.Jvm;
import dev.slipway.startup.StartupCaches.Ready;
import dev.slipway.startup.Trainee;
import java.io.File;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a child process is started with. The environment is Lambda's, and nothing of the parent's leaks into it.
 *
 * @param command the program and its arguments
 * @param environment all of the child's environment variables
 * @param directory where it starts
 */
record Launch(List<String> command, Map<String, String> environment, Path directory) {

    /** The class that API Gateway's events go to. */
    private static final String HANDLER = "dev.slipway.functions.lambda.InferenceHandler";

    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** How the jars of AWS's SDK are named in a bundle, so that they come last. */
    private static final String S3 = "software.amazon.";

    /** The share of the memory that Lambda's Java runtime gives to the heap, in percent. */
    private static final int HEAP_SHARE = 85;

    private static final int MEGABYTE = 1 << 20;

    /**
     * With how much of the memory a JVM begins its heap, and with how much at least in megabytes, where nothing is said.
     * On Lambda it sees the function's memory alone; here it would see the whole machine's.
     */
    private static final int FIRST_HEAP_SHARE = 64;

    private static final int LEAST_FIRST_HEAP = 8;

    /** Here each start pays for its priming; on Lambda a snapshot pays once. */
    private static final String PRIMING = "PT0.25S";

    /** Copies. */
    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * The launch of an environment.
     *
     * @param spec its version
     * @param host where this machine keeps what a child needs
     * @param startup the start-up cache that it starts from, where there is one
     * @param api host, port and the environment's own path of the Runtime API
     * @param environment the environment's name in logs
     * @param today the day, for the log stream's name
     */
    static Launch of(
            VersionSpec spec, Machine host, Optional<Ready> startup, String api, String environment, LocalDate today) {
        List<String> command = new ArrayList<>(host.before());
        command.add(host.java().toString());
        if (startup.isPresent()) {
            command.addAll(startup.get().options());
        } else {
            command.addAll(flags(spec));
        }
        command.addAll(options(spec, environment));
        command.addAll(host.options());
        if (startup.isEmpty()) {
            // As on Lambda: the client alone is on the class path, and finds the function's jars by itself.
            command.add("-cp");
            command.add(client(spec, host).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        command.add(RUNTIME);
        command.add(handler(host));
        Map<String, String> variables = variables(spec, host, environment, today);
        variables.put("AWS_LAMBDA_RUNTIME_API", api);
        return new Launch(command, variables, spec.code().taskRoot());
    }

    /** What a start-up cache of these environments depends on. Only what is on the class path can be in one. */
    static Jvm jvm(VersionSpec spec, Machine host) {
        List<String> flags = flags(spec);
        // Mapped where it was made for, a cache is shared memory; moved, each environment has 10 MB of it to itself.
        flags.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        // JDK 25.0.3 takes adapters of one name for those of another, and says so on standard output.
        flags.add("-XX:-AOTAdapterCaching");
        if (!spec.settings().snapStart()) {
            // What training learnt of calls is for the optimising compiler; C1 compiles more for it, and to no use.
            flags.add("-XX:-AOTReplayTraining");
        }
        List<Path> jars = Stream.concat(
                        client(spec, host), spec.code().functionJars().stream().filter(Launch::isNeeded))
                .toList();
        return new Jvm(host.java(), flags, jars);
    }

    /**
     * Packages lie in a folder here. What reads them out of S3 is two thirds of all classes, and the first logger that the JDK
     * is asked for has every jar of the class path opened and listed. Whoever needs those jars after all has them from the
     * client, which searches the task's folder too.
     */
    private static boolean isNeeded(Path jar) {
        return !jar.getFileName().toString().startsWith(S3);
    }

    /** An environment that is started to make that cache. */
    static Trainee trainee(VersionSpec spec, Machine host, String environment, LocalDate today) {
        return new Trainee(
                options(spec, environment),
                RUNTIME,
                List.of(handler(host)),
                Optional.of(variables(spec, host, environment, today)),
                spec.code().taskRoot(),
                (long) spec.settings().memory() * MEGABYTE);
    }

    private static Stream<Path> client(VersionSpec spec, Machine host) {
        return switch (host.client()) {
            case AWS -> spec.code().runtimeClient().stream();
            case PLAIN -> Stream.concat(spec.code().plainClient().stream(), spec.code().runtimeClient().stream());
        };
    }

    private static String handler(Machine host) {
        return host.handler().orElse(HANDLER);
    }

    /** The same for all environments of this kind. */
    private static List<String> flags(VersionSpec spec) {
        List<String> flags = new ArrayList<>();
        flags.add("-XX:+UseSerialGC");
        if (!spec.settings().snapStart()) {
            // Lambda's java25 compiles with C1 only, but with SnapStart
            flags.add("-XX:TieredStopAtLevel=1");
        }
        flags.add("-XX:-UsePerfData");
        flags.add("--enable-native-access=ALL-UNNAMED");
        flags.add("--sun-misc-unsafe-memory-access=allow");
        // Outside of AWS's images the hooks silently never run without this.
        flags.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        flags.add("-Dai.djl.offline=true");
        return flags;
    }

    /** An environment's own. */
    private static List<String> options(VersionSpec spec, String environment) {
        return List.of(
                "-XX:MaxHeapSize=" + heap(spec.settings().memory()) + "m",
                "-XX:InitialHeapSize=" + firstHeap(spec.settings().memory()) + "m",
                "-XX:ErrorFile=" + spec.logs().resolve(environment + ".crash.log"),
                "-Djava.io.tmpdir=" + spec.work().resolve(environment),
                // The client would unpack its library to one fixed file, and parallel environments would race for it.
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                        + spec.code().runtimeNative());
    }

    private static int heap(int memory) {
        return memory * HEAP_SHARE / 100;
    }

    private static int firstHeap(int memory) {
        return Math.max(LEAST_FIRST_HEAP, memory / FIRST_HEAP_SHARE);
    }

    private static Map<String, String> variables(VersionSpec spec, Machine host, String environment, LocalDate today) {
        Path root = spec.code().taskRoot();
        String function = spec.endpoint().value();
        Map<String, String> variables = new TreeMap<>(host.variables());
        variables.put("AWS_DEFAULT_REGION", Machine.REGION);
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put(
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(spec.settings().memory()));
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function);
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", spec.version());
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", spec.settings().snapStart() ? "snap-start" : "on-demand");
        variables.put("AWS_LAMBDA_LOG_FORMAT", "Text");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function);
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", stream(spec.version(), environment, today));
        variables.put("AWS_REGION", Machine.REGION);
        variables.put("LAMBDA_TASK_ROOT", root.toString());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("LD_LIBRARY_PATH", root.resolve("lib") + ":" + root.resolve("native"));
        variables.put("OPT_OUT_TRACKING", "true");
        variables.put("ORT_DISABLE_TELEMETRY", "1");
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("SLIPWAY_MODEL", spec.digest().toString());
        variables.putIfAbsent("SLIPWAY_PRIMING", PRIMING);
        variables.put("SLIPWAY_STORE", spec.store().toString());
        variables.put("TZ", ":UTC");
        variables.put("_HANDLER", handler(host));
        return variables;
    }

    private static String stream(String version, String environment, LocalDate today) {
        LocalDate day = today.atStartOfDay(ZoneOffset.UTC).toLocalDate();
        return "%04d/%02d/%02d/[%s]%s"
                .formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), version, environment);
    }
}
