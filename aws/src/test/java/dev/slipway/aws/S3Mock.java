package dev.slipway.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Adobe's S3Mock in a process of its own, one for all tests of a run. Each test gets a place of its own in it. */
final class S3Mock implements ParameterResolver {

    /** Why races are not tested with it. */
    static final String LETS_SEVERAL_WIN =
            "S3Mock lets several of those win who race under one condition; S3 lets one win";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(S3Mock.class);
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports? (\\d+) \\(https\\)");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("running", key -> start(), Running.class);
    }

    private static Running start() {
        try {
            Path folder = Files.createTempDirectory("s3mock");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-jar",
                            System.getProperty("s3mock.jar"),
                            "--server.port=0",
                            "--server.address=127.0.0.1",
                            "--com.adobe.testing.s3mock.httpPort=0",
                            "--com.adobe.testing.s3mock.store.root=" + folder,
                            "--com.adobe.testing.s3mock.store.initial-buckets=" + Running.BUCKET)
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Running(process, folder, port(process.inputReader(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("S3Mock did not start", e);
        }
    }

    private static int port(BufferedReader log) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread.ofVirtual().start(() -> drain(log));
                return Integer.parseInt(started.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("S3Mock ended while starting:\n" + seen);
    }

    /** Nobody reads its log, and it must not wait for a reader. */
    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It ended.
        }
    }

    /** The running S3Mock. */
    static final class Running implements AutoCloseable {

        static final String BUCKET = "models";

        private final Process process;
        private final Path folder;
        private final int port;
        private final AtomicInteger places = new AtomicInteger();

        Running(Process process, Path folder, int port) {
            this.process = process;
            this.folder = folder;
            this.port = port;
        }

        /** The port that speaks TLS, with a certificate that nobody signed: the one that listens on loopback only. */
        AwsSettings settings() {
            return AwsSettings.in("eu-west-1").emulatedAt(URI.create("https://localhost:" + port));
        }

        /** A place that no test has used. */
        S3Place freshPlace() {
            return new S3Place(BUCKET, "test-" + places.incrementAndGet() + "/");
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
            process.destroyForcibly().onExit().join();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
