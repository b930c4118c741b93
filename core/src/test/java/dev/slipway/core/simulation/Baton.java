package dev.slipway.core.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Lets several acts run at the same time, and yet the same way for the same seed: each runs in a thread of its own, only
 * one of them moves at any moment, and at each call to a port the next one to move is drawn. One may also fall asleep
 * between two calls, as a frozen process does, and go on when the world has moved on.
 */
final class Baton {

    private static final Optional<Throwable> NOTHING = Optional.empty();

    /** How often the one that moves is drawn anew: seldom, so that one may wait while others do a lot. */
    private static final double[] RESTLESS = {0.05, 0.2, 0.6};

    private static final double SLEEPY = 0.1;

    private static final class Runner {
        private final Semaphore turn = new Semaphore(0);
        private volatile boolean finished;
    }

    private final RandomGenerator random;
    private final Trace trace;
    private final Map<Thread, Runner> runners = new ConcurrentHashMap<>();
    private final List<Runner> asleep = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);
    private final AtomicReference<Optional<Throwable>> failed = new AtomicReference<>(NOTHING);

    Baton(RandomGenerator random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    /** Runs these acts, and some of those that slept, to their ends, or until they fall asleep. */
    void run(List<Runnable> acts) {
        List<Runner> awake = new ArrayList<>();
        acts.forEach(act -> awake.add(begin(act)));
        for (Iterator<Runner> sleeper = asleep.iterator(); sleeper.hasNext(); ) {
            Runner runner = sleeper.next();
            if (random.nextInt(3) == 0) {
                sleeper.remove();
                awake.add(runner);
            }
        }
        move(awake, true);
    }

    /** Runs all that sleep to their ends. */
    void wakeAll() {
        List<Runner> awake = new ArrayList<>(asleep);
        asleep.clear();
        trace.say(() -> "  " + awake.size() + " wake up");
        move(awake, false);
    }

    private void move(List<Runner> awake, boolean maySleep) {
        double restless = RESTLESS[random.nextInt(RESTLESS.length)];
        Optional<Runner> present = Optional.empty();
        while (!awake.isEmpty()) {
            if (present.isEmpty() || random.nextDouble() < restless) {
                present = Optional.of(awake.get(random.nextInt(awake.size())));
            }
            Runner next = present.get();
            next.turn.release();
            back.acquireUninterruptibly();
            failed.get().ifPresent(Baton::rethrow);
            boolean tired = maySleep && !next.finished && random.nextDouble() < SLEEPY;
            if (tired) {
                trace.say(() -> "    one falls asleep");
                asleep.add(next);
            }
            if (tired || next.finished) {
                awake.remove(next);
                present = Optional.empty();
            }
        }
    }

    private Runner begin(Runnable act) {
        Runner runner = new Runner();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            runner.turn.acquireUninterruptibly();
            try {
                act.run();
            } catch (Throwable e) {
                failed.compareAndSet(NOTHING, Optional.of(e));
            }
            runner.finished = true;
            runners.remove(Thread.currentThread());
            back.release();
        });
        runners.put(thread, runner);
        thread.start();
        return runner;
    }

    /** Another may move before this thread goes on. */
    void pass() {
        Runner runner = runners.get(Thread.currentThread());
        if (runner != null) {
            back.release();
            runner.turn.acquireUninterruptibly();
        }
    }

    private static void rethrow(Throwable e) {
        switch (e) {
            case Error error -> throw error;
            case RuntimeException failure -> throw failure;
            default -> throw new IllegalStateException(e);
        }
    }
}
