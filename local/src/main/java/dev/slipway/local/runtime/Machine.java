package dev.slipway.local.runtime;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this machine has for children.
 *
 * @param java the {@code java} program of a JDK or JRE 25
 * @param architecture the processor, as AWS's runtime client calls it: {@code x86_64} or {@code aarch_64}
 * @param variables further environment variables for every child
 * @param handler the handler's class, where it is not Slipway's own
 */
public record Machine(Path java, String architecture, Map<String, String> variables, Optional<String> handler) {

    /** The region in ARNs and in the children's environment. */
    public static final String REGION = "local";

    /** Copies the variables. */
    public Machine {
        variables = Map.copyOf(variables);
    }

    /** The processor as function bundles are named after it: {@code x86_64} or {@code arm64}. */
    public String bundle() {
        return architecture.equals("aarch_64") ? "arm64" : architecture;
    }

    /** What a person would call it: processor, how many of them, system. */
    public String description() {
        return architecture + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** This machine, with the JDK this process runs on. */
    public static Machine running() {
        String found = System.getProperty("os.arch");
        return new Machine(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                found.equals("aarch64") || found.equals("arm64") ? "aarch_64" : "x86_64",
                Map.of(),
                Optional.empty());
    }

    /** The same, its children started by another program in place of {@code java}. */
    public Machine startedBy(Path program) {
        return new Machine(program, architecture, variables, handler);
    }

    /** The same with one more environment variable for every child. */
    public Machine with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new Machine(java, architecture, more, handler);
    }
}
