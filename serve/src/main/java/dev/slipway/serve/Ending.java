package dev.slipway.serve;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends the process with 0 when it is asked to, in steps. First it says that it is not ready any more, and answers still: whoever
 * sends it calls must see that before its port is gone. Then it answers what began, then it does what there is to do last. Each
 * further signal skips what is left of the step that it is at.
 *
 * <p>It is done at the signal, ahead of the JVM's shutdown hooks: those run side by side, and one of them is ONNX Runtime's own,
 * which takes the engine away from calls that still run. Where a signal cannot be had, or something else ends the JVM, it is done
 * in a hook.
 */
final class Ending {

    /** What came of being asked. */
    enum Outcome {
        /** All steps were gone through. */
        ENDED,
        /** Somebody else goes through them, and goes on with the next. */
        HURRIED,
        /** What began is given up, and the last is done. */
        CUT
    }

    private enum Step {
        SERVES,
        LINGERS,
        DRAINS,
        ENDED
    }

    private final Consumer<Duration> leave;
    private final Runnable drain;
    private final Runnable last;
    private final CountDownLatch hurry = new CountDownLatch(1);
    private Step step = Step.SERVES;

    /**
     * An ending that has not begun.
     *
     * @param leave says that it is not ready any more; hears how long it answers still
     * @param drain answers what began
     * @param last what there is to do last; it may be done twice
     */
    Ending(Consumer<Duration> leave, Runnable drain, Runnable last) {
        this.leave = leave;
        this.drain = drain;
        this.last = last;
    }

    /**
     * Asks it to end. Returns when it has, where it is the first to ask.
     *
     * @param linger how long it answers still
     */
    Outcome asked(Duration linger) throws InterruptedException {
        return switch (seen()) {
            case SERVES -> ends(linger);
            case LINGERS -> {
                hurry.countDown();
                yield Outcome.HURRIED;
            }
            case DRAINS -> {
                last.run();
                yield Outcome.CUT;
            }
            case ENDED -> Outcome.HURRIED;
        };
    }

    /** Where it is. Who is the first to ask takes it further. */
    private synchronized Step seen() {
        Step now = step;
        if (now == Step.SERVES) {
            step = Step.LINGERS;
        }
        return now;
    }

    private synchronized void reached(Step next) {
        step = next;
    }

    private Outcome ends(Duration linger) throws InterruptedException {
        leave.accept(linger);
        boolean _ = hurry.await(linger.toNanos(), TimeUnit.NANOSECONDS);
        reached(Step.DRAINS);
        drain.run();
        reached(Step.ENDED);
        last.run();
        return Outcome.ENDED;
    }

    /**
     * From now on it ends so: at once where a person asks, by Ctrl-C.
     *
     * @param linger how long it answers still where a program asks, by SIGTERM
     */
    void whenAsked(Duration linger) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::atTheEnd, "end"));
        at("TERM", linger);
        at("INT", Duration.ZERO);
    }

    private void atTheEnd() {
        try {
            if (asked(Duration.ZERO) == Outcome.ENDED) {
                // A process that was asked to end and did is no failure.
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** By reflection: the compiler warns of this class whatever it is told, though module jdk.unsupported exports it for use. */
    private void at(String name, Duration linger) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler end = (proxy, _, _) -> {
                switch (asked(linger)) {
                    case ENDED -> System.exit(0);
                    case CUT -> Runtime.getRuntime().halt(0);
                    case HURRIED -> {
                        // whoever was asked first goes on
                    }
                }
                return proxy;
            };
            Object ends = Proxy.newProxyInstance(Ending.class.getClassLoader(), new Class<?>[] {handler}, end);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ends);
        } catch (ReflectiveOperationException _) {
            // the JVM keeps it to itself, or it is ignored on purpose as in a shell's background: the hook is there
        }
    }
}
