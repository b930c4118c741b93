package dev.slipway.core.network;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace for a program and its children: a loopback interface, no other, no route, and counters of the kernel
 * that begin at nothing (Linux, network_namespaces(7)). Root may make one; others where the system lets users have
 * namespaces.
 */
public final class NetworkNamespace {

    /** The system property that says {@value #DEMAND} where a machine must allow namespaces. */
    private static final String PROPERTY = "slipway.namespaces";

    private static final String DEMAND = "required";

    private static final String LOOPBACK_UP = "ip link set lo up && exec \"$@\"";

    private static final List<List<String>> WAYS =
            List.of(List.of("unshare", "--net"), List.of("unshare", "--user", "--map-root-user", "--net"));

    private NetworkNamespace() {}

    /**
     * Runs a main class of this class path in a namespace of its own, to its end.
     *
     * @return the counts that it printed in its last line, see {@link NetworkCounts#toString}
     */
    public static NetworkCounts run(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(way());
        command.addAll(inside());
        command.addAll(List.of(
                java(), "-XX:-UsePerfData", "-Dslipway.target=" + System.getProperty("slipway.target", "target")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Ended ended = end(command);
        if (ended.exit() != 0) {
            fail(main.getSimpleName() + " ended with " + ended.exit() + ":\n" + ended.output());
        }
        return NetworkCounts.parse(ended.output().lines().toList().getLast());
    }

    /** How this machine lets us make one; the test is aborted where it does not. */
    private static List<String> way() {
        List<String> refusals = new ArrayList<>();
        for (List<String> way : WAYS) {
            List<String> trial = new ArrayList<>(way);
            trial.addAll(inside());
            trial.add("true");
            Ended ended = end(trial);
            if (ended.exit() == 0) {
                return way;
            }
            refusals.add(String.join(" ", way) + ": " + ended.output().strip());
        }
        String why = "no network namespace can be made here (" + String.join("; ", refusals) + ")";
        return DEMAND.equals(System.getProperty(PROPERTY)) ? fail(why) : abort(why);
    }

    private static List<String> inside() {
        return List.of("sh", "-c", LOOPBACK_UP, "sh");
    }

    private static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    private record Ended(int exit, String output) {}

    private static Ended end(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
