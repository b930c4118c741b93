package dev.slipway.cli.process;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.cli.process.Traffic.Call;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Each example over {@code v1} with its own plan, canary, at 200 calls a second. */
record ExamplesBench(Bench bench) {

    private static final long RATE = 200;
    private static final String NOT_JUDGED = "What was not judged";

    void run() throws IOException {
        try (RunningStage stage = bench.slipway().up();
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(2000);
            for (String name : List.of("faulty", "slow", "v2", "worse")) {
                if (name.equals("worse")) {
                    back(traffic);
                }
                one(traffic, name);
            }
        }
    }

    /** {@code worse} is worse than v1, so v1 has to serve again. */
    private void back(Traffic traffic) {
        Ended ended = bench.release("digits", Bench.example("v1"), "--plan", "all-at-once");
        bench.check(
                ended.exit() == 0, String.format(Locale.ROOT, "v1 again ended with %d: %s", ended.exit(), ended.err()));
        traffic.awaitMore(400);
    }

    private void one(Traffic traffic, String name) throws IOException {
        boolean bad = name.equals("faulty") || name.equals("slow");
        Instant began = Instant.now();
        Ended ended = bench.release("digits", Bench.example(name));
        traffic.awaitMore(400);
        JsonReader last = bench.latest("digits");
        bench.check(
                ended.exit() == (bad ? 3 : 0),
                String.format(Locale.ROOT, "%s ended with %d: %s", name, ended.exit(), last.text("reason")));
        String version = last.child("candidate").text("version");
        List<Call> calls = traffic.calls().stream()
                .filter(call -> call.sent().isAfter(began))
                .toList();
        bench.say(String.format(
                Locale.ROOT,
                "%s: exit %d after %.1f s; %d calls, %d failed; %s; %s",
                name,
                ended.exit(),
                Bench.seconds(began, Instant.now()),
                calls.size(),
                calls.stream().filter(call -> call.status() != 200).count(),
                bad
                        ? wayBack(calls, version, name).orElse("no bad answer")
                        : "sentence on what was not judged: " + told(last),
                last.text("reason")));
        traffic.forget();
    }

    /** From the first bad answer of a version to its last answer of any kind. Every answer of {@code slow} is bad. */
    private static Optional<String> wayBack(List<Call> calls, String version, String name) {
        List<Call> own =
                calls.stream().filter(call -> call.version().equals(version)).toList();
        List<Call> wrong = own.stream()
                .filter(call -> name.equals("slow") || call.status() != 200)
                .toList();
        return wrong.stream()
                .findFirst()
                .map(first -> String.format(
                        Locale.ROOT,
                        "from its first bad answer to 100 %% stable %.2f s, %d bad answers of %d",
                        Bench.seconds(first.sent(), own.getLast().sent()),
                        wrong.size(),
                        own.size()));
    }

    private boolean told(JsonReader last) throws IOException {
        Path page = bench.slipway().folder().resolve(last.text("id") + ".html");
        Ended report = bench.slipway().run("report", last.text("id"), "--out", page.toString());
        boolean told = report.exit() == 0 && Files.readString(page).contains(NOT_JUDGED);
        bench.check(
                told, String.format(Locale.ROOT, "the report of %s does not say what was not judged", last.text("id")));
        return told;
    }
}
