package dev.slipway.functions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bundle in a JVM of its own under AWS's runtime client, as Lambda would run it. */
public final class FunctionProcess implements AutoCloseable {

    private static final Path TARGET = Path.of(System.getProperty("slipway.target", "target"));
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String HANDLER = "dev.slipway.functions.lambda.InferenceHandler";
    private static final String COMPAT = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    private final Process process;
    private final Path folder;

    private FunctionProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts a function.
     *
     * @param folder where its temporary folder and its output lie
     * @param variables its environment, beside what Lambda always sets
     * @param compat whether the runtime client's CRaC implementation is named to the JVM
     * @param flags more of the JVM's flags
     */
    public static FunctionProcess start(
            Path folder, RuntimeApi api, Map<String, String> variables, boolean compat, List<String> flags) {
        return start(bundle("onnx"), HANDLER, folder, api, variables, compat, flags);
    }

    /**
     * Starts a function of another family's bundle, as Lambda starts one on demand.
     *
     * @param family as the bundle's folder is called, without the processor
     */
    public static FunctionProcess startFamily(
            String family, Path folder, RuntimeApi api, Map<String, String> variables, List<String> flags) {
        return start(bundle(family), HANDLER, folder, api, variables, true, flags);
    }

    /** Starts a function of the controller's bundle. */
    public static FunctionProcess startController(
            String handler, Path folder, RuntimeApi api, Map<String, String> variables) {
        Path bundle = TARGET.resolve("bundle/controller").toAbsolutePath();
        return start(bundle, handler, folder, api, variables, true, List.of());
    }

    private static FunctionProcess start(
            Path bundle,
            String handler,
            Path folder,
            RuntimeApi api,
            Map<String, String> variables,
            boolean compat,
            List<String> flags) {
        try {
            Files.createDirectories(folder.resolve("tmp"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                    "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                            + clientLibrary()));
            if (compat) {
                command.add(COMPAT);
            }
            command.addAll(flags);
            command.addAll(List.of("-cp", jars(TARGET.resolve("runtime-client/lib")), CLIENT, handler));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(bundle.toFile())
                    .redirectOutput(folder.resolve("out").toFile())
                    .redirectError(folder.resolve("err").toFile());
            builder.environment().clear();
            builder.environment().putAll(lambda(api));
            builder.environment().put("LAMBDA_TASK_ROOT", bundle.toString());
            builder.environment().put("_HANDLER", handler);
            builder.environment().putAll(variables);
            return new FunctionProcess(builder.start(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> lambda(RuntimeApi api) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "sums");
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "3");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/sums");
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
        variables.put("AWS_LAMBDA_LOG_FORMAT", "TEXT");
        variables.put("AWS_REGION", "local");
        return variables;
    }

    private static boolean arm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private static Path bundle(String family) {
        return TARGET.resolve("bundle")
                .resolve(family + (arm() ? "-arm64" : "-x86_64"))
                .toAbsolutePath();
    }

    private static Path clientLibrary() {
        return TARGET.resolve("runtime-client/native")
                .resolve("libaws-lambda-jni.linux-" + (arm() ? "aarch_64" : "x86_64") + ".so")
                .toAbsolutePath();
    }

    private static String jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }

    /** What it has written to standard output so far. */
    public String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    /** What it has written to standard error so far. */
    public String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** All files in its temporary folder. ONNX Runtime makes an empty folder there, come what may. */
    public List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("tmp"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Waits until it ends by itself; its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the function does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
