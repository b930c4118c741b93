package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Plans as they are stored: the words of {@code slipway.yaml}, as JSON. */
final class PlanJson {

    private PlanJson() {}

    static Json.Fields write(ReleasePlan plan) {
        return Json.object()
                .with("name", Json.of(plan.name()))
                .with("advance", Json.of(word(plan.advance())))
                .with("on_inconclusive", Json.of(word(plan.onInconclusive())))
                .with("alpha", Json.of(plan.alpha()))
                .with("beta", Json.of(plan.beta()))
                .with("tolerate", Json.of(plan.tolerate()))
                .with("slo", plan.slo().map(Json::of).orElseGet(Json.Null::new))
                .with(
                        "quantiles",
                        Json.array(plan.quantiles().stream().map(Json::of).toList()))
                .with("alarms", Json.texts(plan.alarms()))
                .with(
                        "steps",
                        Json.array(plan.steps().stream().map(PlanJson::step).toList()));
    }

    static ReleasePlan read(JsonReader reader) {
        return new ReleasePlan(
                reader.text("name"),
                reader.children("steps").stream().map(PlanJson::readStep).toList(),
                word(Advance.class, reader, "advance"),
                word(OnInconclusive.class, reader, "on_inconclusive"),
                reader.number("alpha"),
                reader.number("beta"),
                reader.number("tolerate"),
                reader.optionalNumber("slo").map(BigDecimal::doubleValue),
                reader.numbers("quantiles"),
                reader.texts("alarms"));
    }

    private static Json.Fields step(Step step) {
        return switch (step) {
            case Step.Verify(int restores) -> named("verify", Json.object().with("restores", Json.of(restores)));
            case Step.Shift(BigDecimal to, Duration atLeast, Duration atMost, long requests) ->
                named(
                        "shift",
                        Json.object()
                                .with("to", new Json.Numeric(to))
                                .with("at_least", Json.of(DurationText.format(atLeast)))
                                .with("at_most", Json.of(DurationText.format(atMost)))
                                .with("requests", Json.of(requests)));
            case Step.Ask ask -> named("ask", Json.object().with("of", Json.texts(ask.of())));
            case Step.Bake(Duration length) ->
                named("bake", Json.object().with("for", Json.of(DurationText.format(length))));
            case Step.Shadow(Duration atLeast) ->
                named("shadow", Json.object().with("at_least", Json.of(DurationText.format(atLeast))));
            case Step.Bandit(Duration atMost) ->
                named("bandit", Json.object().with("at_most", Json.of(DurationText.format(atMost))));
        };
    }

    private static Json.Fields named(String name, Json.Fields settings) {
        return Json.object().with(name, settings);
    }

    private static Step readStep(JsonReader reader) {
        String name = reader.fields().keySet().stream().findFirst().orElse("");
        return switch (name) {
            case "verify" -> new Step.Verify(Math.toIntExact(reader.child(name).whole("restores")));
            case "shift" -> {
                JsonReader shift = reader.child(name);
                yield new Step.Shift(
                        shift.optionalNumber("to").orElse(BigDecimal.ZERO),
                        duration(shift, "at_least"),
                        duration(shift, "at_most"),
                        shift.whole("requests"));
            }
            case "ask" -> new Step.Ask(reader.child(name).texts("of"));
            case "bake" -> new Step.Bake(duration(reader.child(name), "for"));
            case "shadow" -> new Step.Shadow(duration(reader.child(name), "at_least"));
            case "bandit" -> new Step.Bandit(duration(reader.child(name), "at_most"));
            default -> throw new JsonException(0, 0, reader.path() + ": no step \"" + name + "\" is known here");
        };
    }

    static Duration duration(JsonReader reader, String key) {
        return DurationText.parse(reader.text(key));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E word(Class<E> type, JsonReader reader, String key) {
        String text = reader.text(key);
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(text))
                .findFirst();
        return found.orElseThrow(
                () -> new JsonException(0, 0, reader.path() + "." + key + ": \"" + text + "\" is not known here"));
    }
}
