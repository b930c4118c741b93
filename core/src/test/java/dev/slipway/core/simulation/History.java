package dev.slipway.core.simulation;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One history, all of it drawn from its seed: a first version, then one release or two in bad weather, at last good
 * weather in which everything must come to its end. The weather lasts for at most {@value #MOST_BEATS} beats a release,
 * each of one to {@value #LONGEST_BEAT} seconds (a window is one), and each with up to two ticks, something that breaks,
 * and now and then a person. {@link #run} throws {@link Broken} where an invariant does not hold.
 */
final class History {

    private static final int CONTROLLERS = 2;
    private static final int MOST_BEATS = 12;
    private static final int LONGEST_BEAT = 3;
    private static final double[] STORMS = {0, 0.005, 0.02, 0.06, 0.15};

    private final RandomGenerator random;
    private final Trace trace;
    private final Mutant mutant;
    private final Baton baton;
    private final Stage stage;
    private final Auditor auditor;
    private final Audited.Lies lies = new Audited.Lies();
    private final List<Controller> controllers = new ArrayList<>();
    private final Duration[] skews = new Duration[CONTROLLERS];
    private final People people;
    private final Set<Long> heard = new HashSet<>();
    private Weather weather = Weather.calm();
    private int releases;

    private History(long seed, Mutant mutant, Trace trace) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.trace = trace;
        this.mutant = mutant;
        this.baton = new Baton(random, trace);
        this.auditor = new Auditor(trace);
        this.stage = new Stage(random, mutant, auditor);
        this.people = new People(random);
        for (int i = 0; i < CONTROLLERS; i++) {
            skews[i] = Duration.ZERO;
            controllers.add(process(i));
        }
    }

    /**
     * Runs the history of a seed.
     *
     * @return what became of the healthy candidates in it
     * @throws Broken where an invariant does not hold, with what happened before and how to see it again
     */
    static Verdicts run(long seed, Mutant mutant) {
        try {
            return new History(seed, mutant, new Trace(false)).run();
        } catch (Broken | RuntimeException e) {
            throw again(seed, mutant, e);
        }
    }

    private static Broken again(long seed, Mutant mutant, Throwable first) {
        Trace trace = new Trace(true);
        String invariant = first instanceof Broken broken ? broken.invariant() : "I6";
        try {
            new History(seed, mutant, trace).run();
        } catch (Broken | RuntimeException e) {
            Broken told = new Broken(
                    invariant,
                    "seed " + seed + ": " + e.getMessage() + "\n" + trace.end()
                            + "\nagain: mvn -pl core test -Dtest=SimulationTest -Dslipway.simulation.seed=" + seed);
            told.initCause(e);
            return told;
        }
        return new Broken(invariant, "seed " + seed + " does not do the same again: " + first.getMessage());
    }

    /** A controller as a process starts it. */
    private Controller process(int number) {
        Ports real = Audited.ports(stage, auditor, lies);
        Weather now = () -> weather.next();
        Ports stormy = new Ports(
                Storm.around(FunctionService.class, real.functions(), now, baton, trace),
                Storm.around(Router.class, real.router(), now, baton, trace),
                Storm.around(MetricSource.class, real.metrics(), now, baton, trace),
                Storm.around(AlarmSource.class, real.alarms(), now, baton, trace),
                Storm.around(ReleaseStore.class, real.releases(), now, baton, trace),
                Storm.around(ModelStore.class, real.models(), now, baton, trace));
        return new Controller(
                mutant.over(stormy, number), () -> stage.time.plus(skews[number]), Duration.ofSeconds(15), event -> {
                    if (!heard.add(event.sequence())) {
                        throw new Broken("I6", "an event was heard twice: " + event);
                    }
                });
    }

    private Verdicts run() {
        start(0, Behaviour.HEALTHY);
        beat(5, false);
        tick(0);
        tick(0);
        weather = Weather.stormy(random, STORMS[random.nextInt(STORMS.length)]);
        int rounds = 1 + random.nextInt(2);
        for (int round = 0; round < rounds; round++) {
            int controller = random.nextInt(CONTROLLERS);
            start(controller, Behaviour.drawn(random));
            int calls = random.nextInt(5) * 15;
            boolean over = false;
            for (int beats = 0; beats < MOST_BEATS && !over; beats++) {
                beat(calls, random.nextInt(12) == 0);
                trouble();
                acts();
                over = auditor.settled() && random.nextInt(3) == 0;
            }
        }
        heal();
        return auditor.verdicts();
    }

    private void beat(int calls, boolean outage) {
        int seconds = 1 + random.nextInt(LONGEST_BEAT);
        for (int second = 0; second < seconds; second++) {
            stage.beat(calls, outage);
        }
        trace.say(() -> stage.time + " " + calls + " calls" + (outage ? ", an outage of both" : ""));
    }

    private void acts() {
        List<Runnable> due = new ArrayList<>();
        for (int i = 0; i < CONTROLLERS; i++) {
            int number = i;
            if (random.nextInt(3) > 0) {
                due.add(() -> tick(number));
            }
        }
        boolean crowded = random.nextInt(3) == 0;
        if (random.nextInt(crowded ? 3 : 12) == 0) {
            int number = random.nextInt(CONTROLLERS);
            due.add(random.nextInt(6) == 0 ? () -> start(number, Behaviour.drawn(random)) : () -> person(number));
        }
        if (crowded) {
            trace.say(() -> "  " + due.size() + " at once, or more");
            baton.run(due);
        } else {
            due.forEach(Runnable::run);
        }
    }

    private void tick(int number) {
        guarded(number, "tick", () -> controllers.get(number).tick(Stage.DIGITS));
    }

    private void person(int number) {
        guarded(number, "person", () -> people.act(controllers.get(number), trace));
    }

    private void start(int number, Behaviour behaviour) {
        Digest digest = stage.pack("weights " + ++releases, behaviour);
        StartRequest request = new StartRequest(
                Stage.DIGITS, digest, releases == 1 ? Plans.first() : Plans.drawn(random), "ann", "start-" + releases);
        guarded(number, "start", () -> {
            trace.say(() -> "    " + behaviour + " " + request.plan().json());
            try {
                controllers.get(number).start(request);
            } catch (PlatformException.Corrupt e) {
                if (!stage.isRotten(digest)) {
                    throw e;
                }
                trace.say(() -> "    its package is damaged: " + e.getMessage());
            }
        });
    }

    /** What a process may end with: nothing, a failure that it names, or its death. */
    private void guarded(int number, String what, Runnable act) {
        trace.say(() -> "  " + number + " " + what);
        try {
            act.run();
        } catch (RefusedException | PlatformException e) {
            trace.say(() -> "    " + number + " says: " + e.getMessage());
            if (e instanceof PlatformException.Corrupt corrupt) {
                throw new Broken("I6", corrupt.getMessage());
            }
        } catch (Crash e) {
            trace.say(() -> "    " + number + " is dead; another takes its place");
            controllers.set(number, process(number));
        }
    }

    private void trouble() {
        switch (random.nextInt(30)) {
            case 0 -> stage.metrics.fail("the metrics are down");
            case 1, 2 -> stage.metrics.recover();
            case 3 -> lies.kind = Audited.Lies.Kind.ONE_ARM_SILENT;
            case 4 -> lies.kind = Audited.Lies.Kind.CONTRADICTION;
            case 5, 6 -> lies.kind = Audited.Lies.Kind.NONE;
            case 7 -> skews[random.nextInt(CONTROLLERS)] = Duration.ofSeconds(random.nextInt(40) - 20L);
            case 8 -> skews[random.nextInt(CONTROLLERS)] = Duration.ofSeconds(random.nextInt(800) - 400L);
            case 9 -> stage.alarms.set(Plans.ALARM, AlarmState.ALARM);
            case 10 -> stage.alarms.set(Plans.ALARM, AlarmState.INSUFFICIENT_DATA);
            case 11, 12 -> stage.alarms.set(Plans.ALARM, AlarmState.OK);
            case 16 -> clock(Duration.ofSeconds(random.nextInt(1200) - 600L));
            case 17 -> clock(Duration.ofDays(random.nextInt(3) - 1L).plusSeconds(random.nextInt(20)));
            case 18 -> stage.rot();
            case 13 -> stage.ready();
            case 14 -> stage.metrics.forgetBefore(stage.time);
            case 15 ->
                stage.functions.versions(Stage.DIGITS).stream()
                        .findFirst()
                        .ifPresent(
                                version -> stage.functions.set(Stage.DIGITS, version.version(), new State.Inactive()));
            default -> {}
        }
    }

    /** The clock that all share is set. */
    private void clock(Duration jump) {
        stage.setClock(stage.time.plus(jump));
        trace.say(() -> "  the clock is set by " + jump);
    }

    /** Good weather: everything that was begun must come to its end, and nothing may be missing or twice. */
    private void heal() {
        trace.say(() -> "  good weather from here on");
        weather = Weather.calm();
        lies.kind = Audited.Lies.Kind.NONE;
        stage.metrics.recover();
        stage.alarms.set(Plans.ALARM, AlarmState.OK);
        for (int i = 0; i < CONTROLLERS; i++) {
            skews[i] = Duration.ZERO;
        }
        stage.time = stage.time.plusSeconds(500);
        if (random.nextBoolean()) {
            baton.wakeAll();
        }
        Ending ending = new Ending(stage, auditor, controllers.getFirst(), people, trace);
        ending.reach();
        baton.wakeAll();
        ending.reach();
        ending.check();
    }
}
