package dev.slipway.serve;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process with 0 when it is asked to, once what there is to do before is done. It is done at the signal, ahead of the
 * JVM's shutdown hooks: those run side by side, and one of them is ONNX Runtime's own, which takes the engine away from calls that
 * still run. Where a signal cannot be had, or something else ends the JVM, it is done in a hook.
 */
final class Ending {

    private static final List<String> SIGNALS = List.of("TERM", "INT");

    private final Runnable last;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** An ending that does this last. */
    Ending(Runnable last) {
        this.last = last;
    }

    /** Does what there is to do before, unless it was begun already; says whether it did. */
    boolean once() {
        boolean first = begun.compareAndSet(false, true);
        if (first) {
            last.run();
        }
        return first;
    }

    /** From now on it ends so. */
    void whenAsked() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (once()) {
                                // A process that was asked to end and did is no failure.
                                Runtime.getRuntime().halt(0);
                            }
                        },
                        "end"));
        SIGNALS.forEach(this::at);
    }

    /** By reflection: the compiler warns of this class whatever it is told, though module jdk.unsupported exports it for use. */
    private void at(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler end = (proxy, _, _) -> {
                if (once()) {
                    System.exit(0);
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
