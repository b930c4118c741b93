package dev.slipway.startup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A program of one class, compiled on the spot: it prints {@code ready}, a word that it was
 * compiled with, and whether its JVM shares classes, and stays. */
final class AppJar {

    static final String MAIN = "App";

    private AppJar() {}

    /** Makes the jar, or makes it anew. */
    static Path write(Path jar, String word) {
        try {
            Path classes = Files.createTempDirectory("app");
            Path source = Files.writeString(classes.resolve("App.java"), """
                public class App {
                    public static void main(String[] arguments) throws Exception {
                        boolean shares = System.getProperty("java.vm.info").contains("sharing");
                        System.out.println("ready %s, shares classes: " + shares);
                        if (arguments.length == 0) {
                            Thread.sleep(Long.MAX_VALUE);
                        }
                    }
                }
                """.formatted(word));
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            int code = compiler.run(null, null, null, "-d", classes.toString(), source.toString());
            if (code != 0) {
                throw new IllegalStateException("javac ended with " + code);
            }
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out)) {
                for (Path file : List.of(classes.resolve("App.class"))) {
                    entries.putNextEntry(new JarEntry(file.getFileName().toString()));
                    Files.copy(file, entries);
                    entries.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
