package dev.slipway.cli.process;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.cli.process.Traffic.Call;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Releases with real processes and real traffic, too long for every build. In {@code cli}, after {@code mvn verify}:
 * {@code java -cp "target/test-classes:target/slipway/lib/*" dev.slipway.cli.process.ReleaseBench WHAT FOLDER [N]}, where
 * WHAT is {@code examples}, {@code outage}, {@code kills} or {@code same}. It prints a line for each release and ends with
 * 1 where one did not go as it must.
 */
final class ReleaseBench {

    private static final long RATE = 200;
    private static final String SHORT = """
            release:
              advance: no-evidence-against
              steps:
                - verify: {restores: 2}
                - shift: {to: 10%, at_least: 10s, at_most: 5m}
                - shift: {to: 50%, at_least: 10s, at_most: 5m}
                - bake: {for: 5s}
            """;

    private final Slipway slipway;
    private final List<String> faults = new ArrayList<>();

    private ReleaseBench(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("plan.yaml"), SHORT);
        this.slipway = new Slipway(folder);
    }

    /** Runs one of them. */
    public static void main(String... arguments) throws IOException {
        ReleaseBench bench = new ReleaseBench(Path.of(arguments[1]).toAbsolutePath());
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        switch (arguments[0]) {
            case "examples" -> bench.examples();
            case "outage" -> bench.outage();
            case "kills" -> bench.kills(count == 0 ? 50 : count);
            case "same" -> bench.same(count == 0 ? 200 : count, 20);
            default -> throw new IllegalArgumentException("found " + arguments[0]);
        }
        bench.faults.forEach(fault -> say("FAULT " + fault));
        System.exit(bench.faults.isEmpty() ? 0 : 1);
    }

    private static void say(String line) {
        System.out.println(Instant.now() + "  " + line);
    }

    private void check(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private Ended release(Path candidate, String... more) {
        return slipway.run(
                Stream.concat(Stream.of("release", "digits", "--package", candidate.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static Path example(String name) {
        return Slipway.repository("examples/digits/" + name);
    }

    /** Each example over v1, with its own plan. */
    private void examples() throws IOException {
        try (RunningStage stage = slipway.up();
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(2000);
            for (String name : List.of("faulty", "slow", "v2", "v1", "worse")) {
                int expected = name.equals("faulty") || name.equals("slow") ? 3 : 0;
                Instant began = Instant.now();
                Ended ended = release(example(name));
                traffic.awaitMore(400);
                check(ended.exit() == expected, name + " ended with " + ended.exit() + ": " + ended.out());
                JsonReader last = status().child("release");
                String version = last.child("candidate").text("version");
                List<Call> calls = traffic.calls().stream()
                        .filter(call -> call.sent().isAfter(began))
                        .toList();
                say(String.format(
                        Locale.ROOT,
                        "%s: exit %d after %.1f s, %d calls, %d failed, %s; %s",
                        name,
                        ended.exit(),
                        seconds(began, Instant.now()),
                        calls.size(),
                        calls.stream().filter(call -> call.status() != 200).count(),
                        firstBadToLast(calls, version).orElse("none bad"),
                        last.text("reason")));
            }
        }
    }

    /** From the first failed answer of a version to its last answer of any kind. */
    private static Optional<String> firstBadToLast(List<Call> calls, String version) {
        List<Call> own =
                calls.stream().filter(call -> call.version().equals(version)).toList();
        return own.stream()
                .filter(call -> call.status() != 200)
                .findFirst()
                .map(first -> String.format(
                        Locale.ROOT,
                        "from its first bad answer to 100%% stable %.2f s, %d bad answers",
                        seconds(first.sent(), own.getLast().sent()),
                        own.stream().filter(call -> call.status() != 200).count()));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private JsonReader status() {
        return JsonReader.parse(
                "status", slipway.run("status", "digits", "--json").out().getBytes(StandardCharsets.UTF_8));
    }

    /** Both versions fail on the same requests for a while: the release is held, and then goes on. */
    private void outage() throws IOException {
        Path same = withAnotherCard("faulty", 1);
        try (RunningStage stage = RunningStage.start(slipway, example("faulty").toString());
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(2000);
            List<String> failing = traffic.requests(call -> call.status() >= 500);
            List<String> fine = traffic.requests(call -> call.status() == 200);
            traffic.ask(fine);
            Ended begun = release(same, "--plan", "plan.yaml", "--detach");
            check(begun.exit() == 0, begun.err());
            Await.until("the candidate answers", () -> traffic.last().version().equals("2"));
            traffic.awaitMore(400);
            traffic.ask(failing);
            Await.until("it is held and both are named", () -> reason().startsWith("both versions fail"));
            say(String.format(
                    Locale.ROOT, "outage: %s; %s", status().child("release").text("state"), reason()));
            traffic.awaitMore(2000);
            String state = status().child("release").text("state");
            check(state.equals("running"), "during the outage the release is " + state);
            say(String.format(Locale.ROOT, "outage after 10 s: %s; %s", state, reason()));
            traffic.ask(fine);
            Ended watched = slipway.run("watch", "digits");
            check(watched.exit() == 0, "after the outage: " + watched.out());
            say(String.format(Locale.ROOT, "outage over: exit %d; %s", watched.exit(), reason()));
        }
    }

    private String reason() {
        return status().child("release").text("reason");
    }

    /** The same model under another digest: only its card differs. */
    private Path withAnotherCard(String name, int number) throws IOException {
        Path copy = slipway.folder().resolve(name + "-" + number);
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(example(name))) {
            for (Path file : files.toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        Files.writeString(copy.resolve("README.md"), "# " + name + ", card " + number + "\n");
        return copy;
    }

    /** v1 over itself, again and again. */
    private void same(long rate, int releases) throws IOException {
        try (RunningStage stage = slipway.up();
                Traffic traffic = Traffic.to(stage.infer("digits"), rate)) {
            traffic.awaitMore((int) rate * 20);
            for (int i = 1; i <= releases; i++) {
                Ended ended = release(withAnotherCard("v1", i));
                check(
                        ended.exit() == 0,
                        "release " + i + " at " + rate + "/s ended with " + ended.exit() + ": " + ended.out());
                say(String.format(
                        Locale.ROOT,
                        "same at %d/s, release %d: exit %d; %s; load %s",
                        rate,
                        i,
                        ended.exit(),
                        reason(),
                        load()));
            }
        }
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Kills the stage at random moments, and looks at the record after each. */
    private void kills(int kills) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261125);
        RunningStage stage = slipway.up();
        int ended = 0;
        int cards = 0;
        try (Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            for (int i = 1; i <= kills; i++) {
                String state = status().child("release").text("state");
                if (state.equals("promoted") || state.equals("rolled-back")) {
                    check(state.equals("promoted"), "kill " + i + ": a healthy release is " + state + ": " + reason());
                    ended++;
                    Ended begun = release(withAnotherCard("v1", ++cards), "--plan", "plan.yaml", "--detach");
                    check(begun.exit() == 0, begun.err());
                }
                long pause = random.nextLong(200, 12_000);
                int before = traffic.answered();
                Await.until("calls came", () -> traffic.answered() - before >= pause * RATE / 1000);
                JsonReader release = status().child("release");
                String step = release.text("step");
                stage.kill();
                stage = slipway.up();
                traffic.redirect(stage.infer("digits"));
                int events = unbroken();
                say(String.format(
                        Locale.ROOT,
                        "kill %d at %s, %s: %d events, none missing, none twice",
                        i,
                        release.text("id"),
                        step,
                        events));
            }
            Ended last = slipway.run("watch", "digits");
            check(last.exit() == 0, "the last release: " + last.out());
            say(String.format(Locale.ROOT, "%d kills, %d releases promoted, %d events", kills, ended + 1, unbroken()));
        } finally {
            stage.close();
        }
    }

    /** Looks at the whole record, and counts it. */
    private int unbroken() {
        Ended history = slipway.run("history", "digits", "--json");
        check(history.exit() == 0, history.err());
        List<JsonReader> events = history.out()
                .lines()
                .map(line -> JsonReader.parse("event", line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        for (int i = 0; i < events.size(); i++) {
            check(events.get(i).whole("sequence") == i + 1, "event " + (i + 1) + " is missing or there twice");
        }
        for (String type : List.of("started", "promoted", "rolled_back")) {
            List<String> releases = events.stream()
                    .filter(event -> event.text("type").equals(type))
                    .map(event -> event.text("release"))
                    .toList();
            check(releases.stream().distinct().count() == releases.size(), type + " twice: " + releases);
        }
        return events.size();
    }
}
