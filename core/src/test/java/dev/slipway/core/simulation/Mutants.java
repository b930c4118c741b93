package dev.slipway.core.simulation;

import dev.slipway.core.control.Ports;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.release.Observation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Platforms that are wrong in one way each. */
final class Mutants {

    private Mutants() {}

    /** What a port's method does instead. */
    @FunctionalInterface
    private interface Instead {
        Object call(Object[] arguments, Original original) throws Throwable;
    }

    /** The method as it was. */
    @FunctionalInterface
    private interface Original {
        Object call(Object... arguments) throws Throwable;
    }

    private static <T> T change(Class<T> port, T target, String name, Instead instead) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Original original = with -> {
                try {
                    return method.invoke(target, with);
                } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                }
            };
            Object[] given = arguments == null ? new Object[0] : arguments;
            return method.getName().equals(name) ? instead.call(given, original) : original.call(given);
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private static Mutant router(String name, Instead instead) {
        return (ports, controller) -> with(ports, change(Router.class, ports.router(), name, instead));
    }

    private static Mutant store(UnaryOperator<ReleaseStore> change) {
        return (ports, controller) -> new Ports(
                ports.functions(),
                ports.router(),
                ports.metrics(),
                ports.alarms(),
                change.apply(ports.releases()),
                ports.models());
    }

    private static Ports with(Ports ports, Router router) {
        return new Ports(ports.functions(), router, ports.metrics(), ports.alarms(), ports.releases(), ports.models());
    }

    /** Every shift leaves a crumb for a third version. */
    static Mutant threeArms() {
        return router("shift", (arguments, original) -> {
            Weights asked = (Weights) arguments[2];
            Map<String, BigDecimal> shares = new HashMap<>(asked.shares());
            if (shares.size() == 2 && !shares.containsKey("1")) {
                String first = shares.keySet().iterator().next();
                BigDecimal crumb = new BigDecimal("0.001");
                shares.computeIfPresent(first, (version, share) -> share.subtract(crumb));
                shares.put("1", crumb);
            }
            return original.call(arguments[0], arguments[1], new Weights(shares));
        });
    }

    /** Where nothing is known, all is said to be well. */
    static Mutant noDataIsWell() {
        return metrics(arms -> arms.replaceAll((version, arm) ->
                arm instanceof Observation.NoData ? new Observation.Measured(100, 0, 0, Map.of()) : arm));
    }

    private static Mutant metrics(Consumer<Map<String, Observation.Arm>> lie) {
        return (ports, controller) -> new Ports(
                ports.functions(),
                ports.router(),
                change(MetricSource.class, ports.metrics(), "observe", (arguments, original) -> {
                    Observation seen = (Observation) original.call(arguments);
                    Map<String, Observation.Arm> arms = new HashMap<>(seen.arms());
                    lie.accept(arms);
                    return new Observation(seen.start(), seen.end(), arms);
                }),
                ports.alarms(),
                ports.releases(),
                ports.models());
    }

    /** The newest version's calls are timed by another clock: each of them looks slow. */
    static Mutant theNewestIsTimedOtherwise() {
        return metrics(arms -> arms.keySet().stream()
                .max(Comparator.comparing(Integer::valueOf))
                .ifPresent(newest -> arms.computeIfPresent(newest, (version, arm) -> slow(arm))));
    }

    private static Observation.Arm slow(Observation.Arm arm) {
        if (arm instanceof Observation.Measured(long requests, long errors, long timed, Map<Duration, Long> slow)) {
            Map<Duration, Long> all = new HashMap<>(slow);
            all.replaceAll((threshold, count) -> timed);
            return new Observation.Measured(requests, errors, timed, all);
        }
        return arm;
    }

    /** The last writer wins. */
    static Mutant lastWriterWins() {
        return store(store -> change(ReleaseStore.class, store, "replace", (arguments, original) -> {
            try {
                return original.call(arguments);
            } catch (PlatformException.Conflict e) {
                String present = store.read((String) arguments[0]).orElseThrow().tag();
                return original.call(arguments[0], present, arguments[2]);
            }
        }));
    }

    /** Weights are shifted whatever the revision is by now. */
    static Mutant revisionsDoNotMatter() {
        return (ports, controller) ->
                with(ports, change(Router.class, ports.router(), "shift", (arguments, original) -> {
                    try {
                        return original.call(arguments);
                    } catch (PlatformException.Conflict e) {
                        Optional<Routing> present = ports.router().routing((ModelName) arguments[0]);
                        return original.call(arguments[0], present.orElseThrow().revision(), arguments[2]);
                    }
                }));
    }

    /** Golden samples are answered by somebody who knows the answers, not by the version. */
    static Mutant proofsAnswerThemselves() {
        return (ports, controller) -> new Ports(
                change(
                        FunctionService.class,
                        ports.functions(),
                        "invoke",
                        (arguments, original) -> dev.slipway.core.control.Doubler.answer(
                                ports.functions().versions((ModelName) arguments[0]).stream()
                                        .filter(version -> version.version().equals(arguments[1]))
                                        .findFirst()
                                        .orElseThrow(),
                                2,
                                (byte[]) arguments[2])),
                ports.router(),
                ports.metrics(),
                ports.alarms(),
                ports.releases(),
                ports.models());
    }

    /** Functions take what the disk has, whatever its digest is. */
    static Mutant bytesAreNotChecked() {
        return new Mutant() {
            @Override
            public Ports over(Ports ports, int controller) {
                return ports;
            }

            @Override
            public byte[] load(ModelStore store, Digest blob, Optional<byte[]> rotten) {
                return rotten.orElseGet(() -> Mutant.super.load(store, blob, rotten));
            }
        };
    }

    /** A release begins although its plan has a shadow step. */
    static Mutant shadowsGetIn() {
        return store(store -> change(ReleaseStore.class, store, "replace", (arguments, original) -> {
            Json.Fields record = (Json.Fields) JsonText.parse((byte[]) arguments[2]);
            if (!((String) arguments[0]).startsWith("_endpoints/")) {
                return original.call(arguments);
            }
            JsonReader release = JsonReader.of("record", record).child("release");
            JsonReader plan = release.child("plan");
            List<Json> steps = new ArrayList<>(plan.items("steps"));
            steps.add(Json.object().with("shadow", Json.object().with("at_least", Json.of("1s"))));
            return original.call(
                    arguments[0],
                    arguments[1],
                    JsonText.canonical(record.with(
                            "release",
                            release.object().with("plan", plan.object().with("steps", Json.array(steps))))));
        }));
    }

    /** One event in five is said to be stored and is not. */
    static Mutant eventsGetLost() {
        int[] count = {0};
        return store(store -> change(
                ReleaseStore.class,
                store,
                "create",
                (arguments, original) -> ((String) arguments[0]).contains("/events/") && ++count[0] % 5 == 0
                        ? "a tag"
                        : original.call(arguments)));
    }

    /** Events are stored without their reasons. */
    static Mutant eventsLoseTheirReasons() {
        return store(store -> change(ReleaseStore.class, store, "create", (arguments, original) -> {
            if (!((String) arguments[0]).contains("/events/")) {
                return original.call(arguments);
            }
            Map<String, Json> fields = new HashMap<>(((Json.Fields) JsonText.parse((byte[]) arguments[1])).fields());
            fields.remove("reason");
            return original.call(arguments[0], JsonText.canonical(new Json.Fields(fields)));
        }));
    }
}
