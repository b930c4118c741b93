package dev.slipway.local.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeClientException;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.runtime.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.crac.Core;

/** Lays out {@link ProbeHandler} as a function bundle, with AWS's client beside it as the build does. */
public final class Probe {

    private Probe() {}

    /** A bundle in this folder. */
    public static InstalledCode install(Path folder) {
        try {
            Path task = folder.resolve("probe-bundle");
            Path client = folder.resolve("probe-client");
            copyClass(ProbeHandler.class, task);
            copyJar(Core.class, task.resolve("lib"));
            copyJar(AWSLambda.class, client.resolve("lib"));
            copyJar(Context.class, client.resolve("lib"));
            copyJar(
                    Class.forName("com.amazonaws.services.lambda.runtime.serialization.PojoSerializer"),
                    client.resolve("lib"));
            copyJar(Class.forName("software.amazon.awssdk.utilslite.SdkInternalThreadLocal"), client.resolve("lib"));
            copyPlainClient(client.resolve("plain"));
            String name = "libaws-lambda-jni.linux-" + Machine.running().architecture() + ".so";
            Path library = client.resolve("native").resolve(name);
            Files.createDirectories(library.getParent());
            try (InputStream in = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
                if (in == null) {
                    throw new IOException("AWS's client has no " + name);
                }
                Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
            }
            return new InstalledCode(task, client);
        } catch (IOException | ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A machine whose children run the probe, with these further environment variables. */
    public static Machine machine(Map<String, String> variables) {
        Machine running = Machine.running();
        return new Machine(
                running.java(), running.architecture(), variables, Optional.of(ProbeHandler.class.getName()));
    }

    private static void copyClass(Class<?> type, Path root) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no " + name);
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Built by the reactor: a jar, or a folder of classes where nobody has packed them yet. */
    private static void copyPlainClient(Path folder) throws IOException, ClassNotFoundException, URISyntaxException {
        Class<?> ours = Class.forName(LambdaRuntimeClientException.class.getPackageName() + ".Wire");
        Path classes =
                Path.of(ours.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(classes)) {
            copyJar(ours, folder);
            return;
        }
        Files.createDirectories(folder);
        try (OutputStream out = Files.newOutputStream(folder.resolve("plain-client.jar"));
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static void copyJar(Class<?> type, Path folder) throws IOException, URISyntaxException {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Files.createDirectories(folder);
        Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
}
