package dev.slipway.cli.process;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code v1} over itself, only the card changed, again and again: nothing may be rolled back. Two endpoints of one stage
 * at once, one with 200 calls a second and one with 20, and their releases one after the other.
 */
record SameBench(Bench bench) {

    /** A first step that is longer than the half minute in which calls of a new environment are not timed. */
    private static final String PLAN = """
            release:
              advance: no-evidence-against
              steps:
                - verify: {restores: 2}
                - shift: {to: 10%, at_least: 40s, at_most: 5m}
                - shift: {to: 50%, at_least: 15s, at_most: 5m}
                - bake: {for: 3s}
            """;

    /**
     * Where one series of releases goes.
     *
     * @param model the endpoint
     * @param rate its calls a second
     */
    private record Series(String model, long rate) {}

    private static final List<Series> ALL = List.of(new Series("often", 200), new Series("seldom", 20));

    void run(int releases) throws IOException {
        bench.plan("plan.yaml", PLAN);
        List<String> first = new ArrayList<>();
        for (Series series : ALL) {
            first.add(bench.copy("v1", series.model(), 0).toString());
        }
        List<Future<Integer>> running;
        try (RunningStage stage = RunningStage.start(bench.slipway(), first.toArray(String[]::new));
                ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            running = ALL.stream()
                    .map(series -> all.submit(() -> one(stage, series, releases)))
                    .toList();
        }
        for (int i = 0; i < ALL.size(); i++) {
            bench.check(
                    running.get(i).state() == Future.State.SUCCESS,
                    String.format(Locale.ROOT, "%s broke off: %s", ALL.get(i), running.get(i)));
            bench.say(String.format(
                    Locale.ROOT,
                    "%s at %d/s: %d promoted",
                    ALL.get(i).model(),
                    ALL.get(i).rate(),
                    running.get(i).resultNow()));
        }
    }

    private int one(RunningStage stage, Series series, int releases) throws IOException {
        int promoted = 0;
        try (Traffic traffic = Traffic.to(stage.infer(series.model()), series.rate())) {
            traffic.awaitMore((int) series.rate() * 20);
            for (int i = 1; i <= releases; i++) {
                promoted += once(traffic, series, bench.copy("v1", series.model(), i), i) ? 1 : 0;
            }
        }
        return promoted;
    }

    private boolean once(Traffic traffic, Series series, Path candidate, int number) {
        int before = traffic.answered();
        Instant began = Instant.now();
        Ended ended = bench.release(series.model(), candidate, "--plan", "plan.yaml");
        JsonReader last = bench.latest(series.model());
        long failed =
                traffic.calls().stream().filter(call -> call.status() != 200).count();
        bench.check(
                ended.exit() == 0,
                String.format(Locale.ROOT, "%s, release %d: %s", series, number, last.text("reason")));
        bench.check(failed == 0, String.format(Locale.ROOT, "%s, release %d: %d calls failed", series, number, failed));
        bench.say(String.format(
                Locale.ROOT,
                "%s at %d/s, release %d: exit %d after %.0f s, %d calls, %d failed; highest log E %.2f; %s",
                series.model(),
                series.rate(),
                number,
                ended.exit(),
                Bench.seconds(began, Instant.now()),
                traffic.answered() - before,
                failed,
                highest(series.model(), last.text("id")),
                last.text("reason")));
        traffic.forget();
        return ended.exit() == 0;
    }

    /** The most that ever spoke against this candidate. */
    private double highest(String model, String release) {
        return bench.history(model).stream()
                .filter(event -> event.text("release").equals(release))
                .flatMap(event -> event.optionalChild("evidence").stream())
                .mapToDouble(evidence -> evidence.number("log_e"))
                .max()
                .orElse(0);
    }
}
