package dev.slipway.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The name of the one cache that fits a JVM: the SHA-256 of all that a cache depends on. The JVM itself looks at much less: 25.0.3
 * takes a cache made from other jars of the same names, and runs their old code (JDK-8377932).
 */
final class StartupKey {

    private static final String FORM = "slipway start-up cache 2";
    private static final int BUFFER = 256 * 1024;
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private final StringBuilder facts = new StringBuilder();

    private StartupKey() {
        fact(FORM, "");
    }

    /**
     * The name, 64 hexadecimal digits.
     *
     * @throws IOException where a jar, or what tells the JVM's version, cannot be read
     */
    static String of(Jvm jvm) throws IOException {
        StartupKey key = new StartupKey();
        key.virtualMachine(jvm.java());
        key.processor();
        for (String flag : jvm.flags()) {
            key.fact("flag", flag);
        }
        for (Path jar : jvm.jars()) {
            if (!Files.isRegularFile(jar)) {
                throw new IOException(jar + " is no file; expected a jar");
            }
            // To the second, as the JVM looks: from 25.0.4 on it refuses the cache of a jar that was touched since.
            long seconds = Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS);
            key.fact("jar", jar + " " + seconds + " " + sha256(jar));
        }
        return HexFormat.of().formatHex(algorithm().digest(key.facts.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void fact(String name, String value) {
        facts.append(name).append(' ').append(value).append('\n');
    }

    /** Every JDK says what it is in a file, to its build; its library's size and time tell apart two that say the same. */
    private void virtualMachine(Path java) throws IOException {
        Path home = java.toRealPath().resolveSibling("..").normalize();
        fact("java", home.toString());
        fact("release", Files.readString(home.resolve("release")));
        Path library = home.resolve("lib").resolve("server").resolve(System.mapLibraryName("jvm"));
        if (Files.exists(library)) {
            fact("library", Files.size(library) + " " + Files.getLastModifiedTime(library));
        }
        if (home.equals(Path.of(System.getProperty("java.home")).toRealPath())) {
            fact("version", System.getProperty("java.vm.version") + " " + System.getProperty("java.runtime.version"));
        }
    }

    /** A cache may hold code for what the processor can do: another machine's image, or a home that moved, has its own. */
    private void processor() throws IOException {
        fact("processor", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        if (!Files.isReadable(PROCESSOR)) {
            return;
        }
        try (Stream<String> lines = Files.lines(PROCESSOR, StandardCharsets.ISO_8859_1)) {
            lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .ifPresent(line -> fact("features", line.substring(line.indexOf(':') + 1)));
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = algorithm();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
