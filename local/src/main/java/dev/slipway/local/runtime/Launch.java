package dev.slipway.local.runtime;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    /** The share of the memory that Lambda's Java runtime gives to the heap, in percent. */
    private static final int HEAP_SHARE = 85;

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
     * @param api host, port and the environment's own path of the Runtime API
     * @param environment the environment's name in logs
     * @param today the day, for the log stream's name
     */
    static Launch of(VersionSpec spec, Machine host, String api, String environment, LocalDate today) {
        return new Launch(
                command(spec, host, environment),
                variables(spec, host, api, environment, today),
                spec.code().taskRoot());
    }

    private static List<String> command(VersionSpec spec, Machine host, String environment) {
        List<String> command = new ArrayList<>();
        command.add(host.java().toString());
        command.add("-XX:+UseSerialGC");
        if (!spec.settings().snapStart()) {
            // Lambda's java25 compiles with C1 only, but with SnapStart
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-XX:MaxHeapSize=" + heap(spec.settings().memory()) + "m");
        command.add("-XX:-UsePerfData");
        command.add("-XX:ErrorFile=" + spec.logs().resolve(environment + ".crash.log"));
        command.add("-Djava.io.tmpdir=" + spec.work().resolve(environment));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        // Outside of AWS's images the hooks silently never run without this.
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        // The client would unpack its library to one fixed file, and parallel environments would race for it.
        command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                + spec.code().runtimeNative());
        command.add("-Dai.djl.offline=true");
        command.add("-cp");
        command.add(spec.code().runtimeClient().stream().map(Path::toString).collect(Collectors.joining(":")));
        command.add(RUNTIME);
        command.add(host.handler().orElse(HANDLER));
        return command;
    }

    private static int heap(int memory) {
        return memory * HEAP_SHARE / 100;
    }

    private static Map<String, String> variables(
            VersionSpec spec, Machine host, String api, String environment, LocalDate today) {
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
        variables.put("AWS_LAMBDA_RUNTIME_API", api);
        variables.put("AWS_REGION", Machine.REGION);
        variables.put("LAMBDA_TASK_ROOT", root.toString());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("LD_LIBRARY_PATH", root.resolve("lib") + ":" + root.resolve("native"));
        variables.put("OPT_OUT_TRACKING", "true");
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("SLIPWAY_MODEL", spec.digest().toString());
        variables.putIfAbsent("SLIPWAY_PRIMING", PRIMING);
        variables.put("SLIPWAY_STORE", spec.store().toString());
        variables.put("TZ", ":UTC");
        variables.put("_HANDLER", host.handler().orElse(HANDLER));
        return variables;
    }

    private static String stream(String version, String environment, LocalDate today) {
        LocalDate day = today.atStartOfDay(ZoneOffset.UTC).toLocalDate();
        return "%04d/%02d/%02d/[%s]%s"
                .formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), version, environment);
    }
}
