package dev.slipway.local.runtime;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this machine has for children.
 *
 * @param java the {@code java} program of a JDK or JRE 25
 * @param before the words of a command line that come before {@code java}: a program that becomes it
 * @param options what every child's JVM is told beside; no start-up cache may depend on it
 * @param architecture the processor, as AWS's runtime client calls it: {@code x86_64} or {@code aarch_64}
 * @param variables further environment variables for every child
 * @param handler the handler's class, where it is not Slipway's own
 * @param client what asks the Runtime API for calls in a child
 * @param startups the folder of start-up caches; empty where none are used and none made
 */
public record Machine(
        Path java,
        List<String> before,
        List<String> options,
        String architecture,
        Map<String, String> variables,
        Optional<String> handler,
        RuntimeClient client,
        Optional<Path> startups) {

    /** The region in ARNs and in the children's environment. */
    public static final String REGION = "local";

    /** Copies. */
    public Machine {
        before = List.copyOf(before);
        options = List.copyOf(options);
        variables = Map.copyOf(variables);
    }

    /** What this machine has for children, without start-up caches. */
    public Machine(Path java, String architecture, Map<String, String> variables, Optional<String> handler) {
        this(java, List.of(), List.of(), architecture, variables, handler, RuntimeClient.AWS, Optional.empty());
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
                List.of(),
                List.of(),
                found.equals("aarch64") || found.equals("arm64") ? "aarch_64" : "x86_64",
                Map.of(),
                Optional.empty(),
                RuntimeClient.of(System.getProperty("os.name")),
                Optional.empty());
    }

    /**
     * The same, its children started by another program that becomes {@code java}, and told something more.
     *
     * @param program its command line, to which that of {@code java} is added
     * @param more options of the JVM that no start-up cache depends on
     */
    public Machine startedBy(List<String> program, List<String> more) {
        return new Machine(java, program, more, architecture, variables, handler, client, startups);
    }

    /** The same with one more environment variable for every child. */
    public Machine with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new Machine(java, before, options, architecture, more, handler, client, startups);
    }

    /** The same with another client. */
    public Machine asking(RuntimeClient other) {
        return new Machine(java, before, options, architecture, variables, handler, other, startups);
    }

    /** The same with start-up caches in this folder: those that are there are used, those that are missing are made. */
    public Machine caching(Path folder) {
        return new Machine(java, before, options, architecture, variables, handler, client, Optional.of(folder));
    }
}
