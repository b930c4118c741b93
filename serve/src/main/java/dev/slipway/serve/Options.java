package dev.slipway.serve;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.release.DurationText;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.web.ServerOptions.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the process is told, as {@code --name value} pairs. {@code slipway serve} writes them; so does a container's
 * entry point.
 *
 * @param model the package
 * @param store the folder of the package store
 * @param natives the folder with the engine's native libraries
 * @param host the address to listen at
 * @param port the port; 0 takes a free one
 * @param tls certificate and key, where it speaks TLS
 * @param trust whose packages are served: public keys as {@link Trust#encoded} writes them
 * @param linger how long it answers still when a program asks it to end
 * @param scratch whether the store is for this process alone, which removes it once it has loaded the package
 * @param startup the JVM's flags and class path as a file in the folder of its start-up cache; empty where it has and makes none
 * @param cached whether it was started from that cache; else it is to be made
 * @param training whether it runs only to be trained
 */
record Options(
        Digest model,
        Path store,
        Path natives,
        String host,
        int port,
        Optional<TlsFiles> tls,
        Trust trust,
        Duration linger,
        boolean scratch,
        Optional<Path> startup,
        boolean cached,
        boolean training) {

    private static final Set<String> KNOWN = Set.of(
            "model",
            "store",
            "natives",
            "host",
            "port",
            "cert",
            "key",
            "signing-keys",
            "linger",
            "scratch",
            "startup",
            "cached",
            "training");
    private static final int MOST_PORT = 65535;
    private static final Duration MOST_LINGER = Duration.ofDays(1);

    /**
     * Reads arguments.
     *
     * @throws ProblemsException with all that is wrong with them
     */
    static Options parse(String... arguments) {
        return new Reading(arguments).options();
    }

    /** The arguments of the process that is trained in place of this one: nobody but its trainer finds it. */
    List<String> trainee() {
        List<String> arguments = new ArrayList<>(List.of(
                "--model",
                model.toString(),
                "--store",
                store.toString(),
                "--natives",
                natives.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--linger",
                "0s",
                "--training",
                "yes"));
        if (trust.required()) {
            arguments.addAll(List.of("--signing-keys", trust.encoded()));
        }
        return arguments;
    }

    private static final class Reading {
        private final Map<String, String> given = new HashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        Reading(String... arguments) {
            for (int i = 0; i < arguments.length; i += 2) {
                String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
                if (!KNOWN.contains(name)) {
                    problem(
                            arguments[i],
                            "is unknown",
                            "one of " + KNOWN.stream().sorted().toList(),
                            "leave it out");
                } else if (i + 1 == arguments.length) {
                    problem(arguments[i], "has no value", "one behind it", "add it");
                } else if (given.put(name, arguments[i + 1]) != null) {
                    problem(arguments[i], "is given twice", "it once", "leave one out");
                }
            }
        }

        Options options() {
            Optional<Digest> model = digest();
            Path store = folder("store");
            Path natives = folder("natives");
            int port = port();
            Optional<TlsFiles> tls = tls();
            Trust trust = trust();
            Duration linger = linger();
            if (!problems.isEmpty()) {
                throw new ProblemsException(problems);
            }
            return new Options(
                    model.orElseThrow(),
                    store,
                    natives,
                    given.getOrDefault("host", "127.0.0.1"),
                    port,
                    tls,
                    trust,
                    linger,
                    given.getOrDefault("scratch", "no").equals("yes"),
                    Optional.ofNullable(given.get("startup")).map(Path::of),
                    given.getOrDefault("cached", "no").equals("yes"),
                    given.getOrDefault("training", "no").equals("yes"));
        }

        private Duration linger() {
            try {
                Duration linger = DurationText.parse(given.getOrDefault("linger", "5s"));
                if (linger.compareTo(MOST_LINGER) <= 0) {
                    return linger;
                }
                problem("--linger", DurationText.format(linger), "at most " + DurationText.format(MOST_LINGER), "");
            } catch (IllegalArgumentException e) {
                problem("--linger", String.valueOf(e.getMessage()), "", "");
            }
            return Duration.ZERO;
        }

        private Trust trust() {
            try {
                return Trust.decode(given.getOrDefault("signing-keys", ""));
            } catch (IllegalArgumentException e) {
                problem("--signing-keys", String.valueOf(e.getMessage()), "public keys in base64, commas between", "");
                return Trust.ANYBODY;
            }
        }

        private Optional<Digest> digest() {
            try {
                return Optional.of(Digest.parse(given.getOrDefault("model", "")));
            } catch (IllegalArgumentException e) {
                problem("--model", String.valueOf(e.getMessage()), "", "name the package by its digest");
                return Optional.empty();
            }
        }

        private Path folder(String name) {
            Path folder = Path.of(given.getOrDefault(name, ""));
            if (!given.containsKey(name) || !Files.isDirectory(folder)) {
                problem("--" + name, "\"" + folder + "\" is no folder", "a folder", "name one that is there");
            }
            return folder;
        }

        private int port() {
            String text = given.getOrDefault("port", "8080");
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= MOST_PORT) {
                    return port;
                }
            } catch (NumberFormatException _) {
                // told below, as a number out of range is
            }
            problem("--port", "\"" + text + "\"", "0 to " + MOST_PORT, "name a port, or 0 for a free one");
            return 0;
        }

        private Optional<TlsFiles> tls() {
            if (given.containsKey("cert") != given.containsKey("key")) {
                problem("--cert, --key", "one is given without the other", "both", "add the other");
                return Optional.empty();
            }
            return Optional.ofNullable(given.get("cert"))
                    .map(certificates -> new TlsFiles(Path.of(certificates), Path.of(given.getOrDefault("key", ""))));
        }

        private void problem(String place, String found, String expected, String remedy) {
            problems.add(new Problem(place, found, expected, remedy));
        }
    }
}
