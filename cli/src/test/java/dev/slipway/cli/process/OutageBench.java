package dev.slipway.cli.process;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An outage that hits both versions: the same model twice, which fails on some requests, and for a while clients ask only
 * those. The release is held and both are named; when it is over, the release goes on to its end.
 */
record OutageBench(Bench bench) {

    private static final long RATE = 200;
    private static final String PLAN = """
            release:
              advance: no-evidence-against
              steps:
                - verify: {restores: 2}
                - shift: {to: 10%, at_least: 20s, at_most: 5m}
                - shift: {to: 50%, at_least: 20s, at_most: 5m}
                - bake: {for: 5s}
            """;

    void run() throws IOException {
        bench.plan("plan.yaml", PLAN);
        Path same = bench.copy("faulty", "digits", 1);
        try (RunningStage stage = RunningStage.start(
                        bench.slipway(), Bench.example("faulty").toString());
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(2000);
            List<String> failing = traffic.requests(call -> call.status() >= 500);
            List<String> fine = traffic.requests(call -> call.status() == 200);
            bench.say(String.format(Locale.ROOT, "%d requests fail, %d do not", failing.size(), fine.size()));
            traffic.ask(fine);
            Ended begun = bench.release("digits", same, "--plan", "plan.yaml", "--detach");
            bench.check(begun.exit() == 0, String.format(Locale.ROOT, "the release does not begin: %s", begun.err()));
            Await.until("the candidate answers", () -> traffic.last().version().equals("2"));
            traffic.awaitMore(400);
            traffic.ask(failing);
            Await.until(
                    "it is held and both are named",
                    () -> bench.reason("digits").startsWith("both versions fail"));
            held("in the outage");
            traffic.awaitMore(2000);
            held("after 10 s more");
            traffic.ask(fine);
            Ended watched = bench.slipway().run("watch", "digits");
            bench.check(watched.exit() == 0, String.format(Locale.ROOT, "after the outage: %s", watched.out()));
            bench.say(String.format(
                    Locale.ROOT, "the outage is over: exit %d; %s", watched.exit(), bench.reason("digits")));
        }
    }

    private void held(String when) {
        JsonReader release = bench.latest("digits");
        bench.check(
                release.text("state").equals("running")
                        && release.text("reason").startsWith("both versions fail"),
                String.format(
                        Locale.ROOT, "%s the release is %s: %s", when, release.text("state"), release.text("reason")));
        bench.say(String.format(
                Locale.ROOT,
                "%s: %s at %s; %s",
                when,
                release.text("state"),
                release.text("step"),
                release.text("reason")));
    }
}
