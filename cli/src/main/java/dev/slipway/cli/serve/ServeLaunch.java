package dev.slipway.cli.serve;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * The command line.
     *
     * @param certificates a PEM file, where it speaks TLS
     * @param key a PEM file, where it speaks TLS
     * @param trust whose packages it serves
     */
    List<String> command(
            Digest model,
            Path store,
            String host,
            int port,
            @Nullable Path certificates,
            @Nullable Path key,
            Trust trust) {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                jars(bundle) + ":" + jars(server),
                MAIN,
                "--model",
                model.toString(),
                "--store",
                store.toString(),
                "--natives",
                bundle.resolve("native").toString(),
                "--host",
                host,
                "--port",
                Integer.toString(port)));
        if (certificates != null && key != null) {
            command.addAll(List.of("--cert", certificates.toString(), "--key", key.toString()));
        }
        if (trust.required()) {
            command.addAll(List.of("--signing-keys", trust.encoded()));
        }
        return command;
    }

    /**
     * All jars, as one word for the launcher to spell out: with a class path spelled out here, some thousand characters
     * long, ONNX Runtime 1.29 was seen to end the process by a stack overflow.
     */
    private static String jars(Path home) {
        return home.resolve("lib") + "/*";
    }
}
