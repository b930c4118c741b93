package dev.slipway.cli.serve;

import dev.slipway.core.platform.Trust;
import dev.slipway.core.release.DurationText;
import dev.slipway.startup.Jvm;
import dev.slipway.startup.StartupCaches.Found;
import dev.slipway.startup.StartupCaches.Impossible;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.Ready;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the process that serves is started. The command knows it by files alone, as it knows the function bundles.
 *
 * @param java the {@code java} program
 * @param bundle the function bundle of this machine's processor
 * @param server what serving needs beside it
 */
record ServeLaunch(Path java, Path bundle, Path server) {

    private static final String MAIN = "dev.slipway.serve.Main";

    /**
     * Hardly anything outlives its request, so the plainest collector has least to do, and the least memory. What a large one made
     * the heap grow by goes back to the system when it is collected.
     */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:-ShrinkHeapInSteps",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** JDK 25.0.3 takes adapters of one name for those of another, and says so on standard output, where the address goes. */
    private static final List<String> CACHED = List.of(
            "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-Xlog:disable", "-Xlog:all=warning:stderr");

    /**
     * The process as its start-up cache sees it.
     *
     * @throws IOException where the jars cannot be read
     */
    Jvm jvm() throws IOException {
        return new Jvm(
                java,
                Stream.concat(FLAGS.stream(), CACHED.stream()).toList(),
                Stream.concat(jars(bundle).stream(), jars(server).stream()).toList());
    }

    private static List<Path> jars(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Where it answers.
     *
     * @param certificates a PEM file, where it speaks TLS
     * @param key a PEM file, where it speaks TLS
     * @param linger how long it answers still when it is asked to end
     */
    record Door(
            String host,
            int port,
            @Nullable Path certificates,
            @Nullable Path key,
            Duration linger) {}

    /**
     * The command line.
     *
     * @param startup the start-up cache that it starts from, or how it makes one once it serves
     * @param trust whose packages it serves
     */
    List<String> command(Found startup, Stock stock, Door door, Trust trust) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(
                switch (startup) {
                    case Ready ready -> ready.options();
                    case Missing missing -> missing.options();
                    case Impossible _ -> spelledOut();
                });
        command.addAll(List.of(
                MAIN,
                "--model",
                stock.digest().toString(),
                "--store",
                stock.folder().toString(),
                "--natives",
                bundle.resolve("native").toString(),
                "--host",
                door.host(),
                "--port",
                Integer.toString(door.port()),
                "--linger",
                DurationText.format(door.linger())));
        command.addAll(
                switch (startup) {
                    case Ready ready -> List.of("--startup", ready.words().toString(), "--cached", "yes");
                    case Missing missing -> List.of("--startup", missing.words().toString());
                    case Impossible _ -> List.of();
                });
        if (door.certificates() != null && door.key() != null) {
            command.addAll(List.of(
                    "--cert",
                    door.certificates().toString(),
                    "--key",
                    door.key().toString()));
        }
        if (stock.scratch()) {
            command.addAll(List.of("--scratch", "yes"));
        }
        if (trust.required()) {
            command.addAll(List.of("--signing-keys", trust.encoded()));
        }
        return command;
    }

    /**
     * All jars of a folder as one word for the launcher to spell out: with a class path spelled out here, some thousand
     * characters long, ONNX Runtime 1.29 was seen to end the process by a stack overflow.
     */
    private List<String> spelledOut() {
        List<String> words = new ArrayList<>(FLAGS);
        words.addAll(List.of("-cp", bundle.resolve("lib") + "/*" + File.pathSeparator + server.resolve("lib") + "/*"));
        return words;
    }
}
