package dev.slipway.core.simulation;

import dev.slipway.core.platform.PlatformException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A port in bad weather. Between any two calls another controller may have its turn. */
final class Storm implements InvocationHandler {

    /** What a port answers out of its own head. */
    private static final Set<String> LOCAL = Set.of("window", "settled", "timeline", "maxArms", "place");

    private final Object target;
    private final Weather weather;
    private final Baton baton;
    private final Trace trace;

    private Storm(Object target, Weather weather, Baton baton, Trace trace) {
        this.target = target;
        this.weather = weather;
        this.baton = baton;
        this.trace = trace;
    }

    static <T> T around(Class<T> port, T target, Weather weather, Baton baton, Trace trace) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, new Storm(target, weather, baton, trace)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (LOCAL.contains(method.getName())) {
            return call(method, arguments);
        }
        baton.pass();
        Weather.Fate fate = weather.next();
        if (fate != Weather.Fate.FINE) {
            trace.say(() -> "    " + method.getName() + "(" + shown(arguments) + ") -> " + fate);
        }
        return switch (fate) {
            case FINE -> call(method, arguments);
            case CRASH_BEFORE -> throw new Crash();
            case CRASH_AFTER -> {
                quietly(method, arguments);
                throw new Crash();
            }
            case UNAVAILABLE -> throw new PlatformException.Unavailable(method.getName() + " does not answer");
            case ANSWER_LOST -> {
                quietly(method, arguments);
                throw new PlatformException.Unavailable("the answer of " + method.getName() + " was lost");
            }
            case TWICE -> {
                quietly(method, arguments);
                yield call(method, arguments);
            }
        };
    }

    private void quietly(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            call(method, arguments);
        } catch (PlatformException e) {
            trace.say(() -> "      which failed: " + e.getMessage());
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static String shown(Object @Nullable [] arguments) {
        String all = Arrays.toString(arguments);
        return all.length() <= 80 ? all : all.substring(0, 80) + "...";
    }
}
