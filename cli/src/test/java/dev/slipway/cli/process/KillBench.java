package dev.slipway.cli.process;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Kills the stage, and with it the controller, at random moments of releases of {@code v1} over itself, starts it again,
 * and looks at the whole record each time. Every release must be promoted.
 */
final class KillBench {

    private static final long RATE = 200;
    private static final long SEED = 20261125;
    private static final long SHORTEST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 6_000;
    private static final String PLAN = """
            release:
              advance: no-evidence-against
              steps:
                - verify: {restores: 2}
                - shift: {to: 10%, at_least: 8s, at_most: 5m}
                - shift: {to: 50%, at_least: 8s, at_most: 5m}
                - bake: {for: 4s}
            """;

    private final Bench bench;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final Map<String, Integer> killedAt = new TreeMap<>();
    private int releases;
    private int promoted;

    KillBench(Bench bench) {
        this.bench = bench;
    }

    void run(int kills) throws IOException {
        bench.plan("plan.yaml", PLAN);
        RunningStage stage = bench.slipway().up();
        try (Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            for (int i = 1; i <= kills; i++) {
                nextWhereOneEnded();
                long pause = random.nextLong(SHORTEST_MILLIS, LONGEST_MILLIS);
                traffic.awaitMore((int) (pause * RATE / 1000));
                JsonReader release = bench.latest("digits");
                String at = release.text("state").equals("running") ? release.text("step") : release.text("state");
                killedAt.merge(at, 1, Integer::sum);
                stage.kill();
                stage = bench.slipway().up();
                traffic.redirect(stage.infer("digits"));
                bench.say(String.format(
                        Locale.ROOT, "kill %d at %s, %s: %d events", i, release.text("id"), at, unbroken()));
            }
            Ended last = bench.slipway().run("watch", "digits");
            bench.check(last.exit() == 0, String.format(Locale.ROOT, "the last release: %s", last.out()));
            bench.say(String.format(
                    Locale.ROOT,
                    "%d kills, at %s; %d releases, %d promoted; %d events, none missing, none twice",
                    kills,
                    killedAt,
                    releases,
                    promoted + (last.exit() == 0 ? 1 : 0),
                    unbroken()));
        } finally {
            stage.close();
        }
    }

    private void nextWhereOneEnded() throws IOException {
        JsonReader release = bench.latest("digits");
        String state = release.text("state");
        if (!state.equals("promoted") && !state.equals("rolled-back")) {
            return;
        }
        if (releases > 0) {
            bench.check(
                    state.equals("promoted"),
                    String.format(Locale.ROOT, "a healthy release is %s: %s", state, release.text("reason")));
            promoted += state.equals("promoted") ? 1 : 0;
        }
        Ended begun =
                bench.release("digits", bench.copy("v1", "digits", ++releases), "--plan", "plan.yaml", "--detach");
        bench.check(
                begun.exit() == 0, String.format(Locale.ROOT, "release %d does not begin: %s", releases, begun.err()));
    }

    /** Looks at the whole record, and counts it. */
    private int unbroken() {
        List<JsonReader> events = bench.history("digits");
        Set<String> once = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            JsonReader event = events.get(i);
            bench.check(
                    event.whole("sequence") == i + 1,
                    String.format(Locale.ROOT, "event %d is missing or there twice", i + 1));
            String what = event.text("release") + " " + event.text("type");
            boolean isNew = switch (event.text("type")) {
                case "started", "promoted", "rolled_back" -> once.add(what);
                case "advanced", "shifted" ->
                    once.add(what + " " + event.text("step") + " "
                            + event.object()
                                    .find("weights")
                                    .map(JsonText::write)
                                    .orElse(""));
                default -> true;
            };
            bench.check(isNew, String.format(Locale.ROOT, "there twice: event %d, %s", i + 1, what));
        }
        return events.size();
    }
}
