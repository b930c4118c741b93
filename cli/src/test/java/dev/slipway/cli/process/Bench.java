package dev.slipway.cli.process;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What the benches of releases have in common: a folder to work in, lines to print, and what did not go as it must. */
final class Bench {

    private final Slipway slipway;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    Bench(Path folder) throws IOException {
        this.slipway = new Slipway(Files.createDirectories(folder));
    }

    Slipway slipway() {
        return slipway;
    }

    /** What did not go as it must. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Prints a line, with the machine's load. */
    void say(String line) {
        String time = Instant.now().toString().substring(11, 19);
        System.out.println(time + "  load " + load() + "  " + line);
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Keeps a fault where this does not hold, and prints it at once. */
    void check(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
            say("FAULT " + fault);
        }
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** A plan's file in the folder. */
    void plan(String name, String text) throws IOException {
        Files.writeString(slipway.folder().resolve(name), text);
    }

    static Path example(String name) {
        return Slipway.repository("examples/digits/" + name);
    }

    Ended release(String model, Path candidate, String... more) {
        return slipway.run(
                Stream.concat(Stream.of("release", model, "--package", candidate.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** The latest release of an endpoint. */
    JsonReader latest(String model) {
        return JsonReader.parse(
                        "status", slipway.run("status", model, "--json").out().getBytes(StandardCharsets.UTF_8))
                .child("release");
    }

    String reason(String model) {
        return latest(model).text("reason");
    }

    /** An endpoint's record; the command looks at the chain of digests before it prints. */
    List<JsonReader> history(String model) {
        Ended history = slipway.run("history", model, "--json");
        check(history.exit() == 0, "history " + model + ": " + history.err());
        return history.out()
                .lines()
                .map(line -> JsonReader.parse("event", line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** An example as another endpoint's package: the same model under another name, another card, and so another digest. */
    Path copy(String example, String model, int number) throws IOException {
        Path copy = Files.createDirectories(slipway.folder().resolve(model + "-" + example + "-" + number));
        try (Stream<Path> files = Files.list(example(example))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path settings = copy.resolve("slipway.yaml");
        Files.writeString(settings, Files.readString(settings).replace("model: digits", "model: " + model));
        Path samples = copy.resolve("samples.jsonl");
        Files.writeString(
                samples,
                Files.readString(samples).replace("\"model_name\":\"digits\"", "\"model_name\":\"" + model + "\""));
        Files.writeString(copy.resolve("README.md"), "# " + example + ", card " + number + "\n");
        return copy;
    }
}
