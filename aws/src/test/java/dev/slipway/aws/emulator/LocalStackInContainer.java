package dev.slipway.aws.emulator;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.MountableFile;

/**
 * LocalStack's image, in a container that Testcontainers starts, and ends after the tests. Where this JVM is ended the hard
 * way, Ryuk, Testcontainers' own container, hears it and ends what is left. Registries, mirrors and the engine are those of
 * Testcontainers' settings.
 */
final class LocalStackInContainer {

    /**
     * {@code localstack/localstack:4.14.0} for all processors, the last that asks for no token. By digest, for a tag can be
     * moved, and later images do ask.
     */
    private static final String IMAGE =
            "localstack/localstack@sha256:3ebc37595918b8accb852f8048fef2aff047d465167edd655528065b07bc364a";

    private static final Path SETTINGS = Path.of("../aws/emulators/localstack.settings");
    private static final Path PLUGINS = Path.of("../aws/emulators/localstack-plugins");
    private static final String PLUGINS_INSIDE = "/opt/slipway/plugins";
    /** It takes seconds; so much only where a machine is very slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private LocalStackInContainer() {}

    /**
     * Starts it where a Docker engine answers that has the image or can pull it.
     *
     * @throws ExtensionConfigurationException where it has, and LocalStack does not start
     */
    static EmulatorSearch start() {
        LocalStackContainer container;
        try {
            DockerClientFactory.instance().client();
        } catch (RuntimeException e) {
            return absent("no Docker engine answers, or Testcontainers' own container does not run there", e);
        }
        try {
            container = new LocalStackContainer(IMAGE);
            container.getDockerImageName();
        } catch (RuntimeException e) {
            return absent("its image is not there and cannot be pulled", e);
        }
        return start(container);
    }

    /** It gets no engine of its own, and the same settings as on a host: functions exist there, and nothing runs them. */
    private static EmulatorSearch start(LocalStackContainer container) {
        ToStringConsumer said = new ToStringConsumer();
        container.setBinds(List.of());
        container
                .withEnv(settings())
                .withEnv("PYTHONPATH", PLUGINS_INSIDE)
                .withCopyFileToContainer(MountableFile.forHostPath(PLUGINS), PLUGINS_INSIDE)
                .withLogConsumer(said)
                .withStartupTimeout(PATIENCE);
        try {
            container.start();
            return new EmulatorSearch.Found(RunningEmulator.at(container.getEndpoint()), container::stop);
        } catch (RuntimeException e) {
            container.stop();
            throw new ExtensionConfigurationException(
                    "LocalStack's image is here and does not start: " + rootOf(e) + "\n" + said.toUtf8String(), e);
        }
    }

    private static Map<String, String> settings() {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(SETTINGS)) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(SETTINGS + " cannot be read", e);
        }
        return settings.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, settings::getProperty));
    }

    private static EmulatorSearch absent(String what, RuntimeException why) {
        return new EmulatorSearch.Absent("LocalStack in a container: " + what + " (" + rootOf(why) + ")");
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }
}
