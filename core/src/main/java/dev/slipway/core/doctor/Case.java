package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import java.util.Optional;

/**
 * A setup, and what came of it.
 *
 * @param setup how the function was started
 * @param way how it was held to its share of a processor
 * @param figures what was measured; empty where it did not start, or did not answer
 * @param failure why nothing was measured; empty where something was
 */
public record Case(Setup setup, Way way, Optional<Figures> figures, String failure) {

    /** A setup that was measured. */
    public static Case measured(Setup setup, Way way, Figures figures) {
        return new Case(setup, way, Optional.of(figures), "");
    }

    /** A setup in which the function does not work. */
    public static Case failed(Setup setup, Way way, String failure) {
        return new Case(setup, way, Optional.empty(), failure);
    }

    Json.Fields json() {
        return setup.json()
                .with("processors", Figures.number(ProcessorShare.of(setup.memory())))
                .with("way", Json.of(way.key()))
                .with("figures", figures.<Json>map(Figures::json).orElseGet(Json.Null::new))
                .with("failure", Json.of(failure));
    }

    static Case read(JsonReader json) {
        String way = json.text("way");
        return new Case(
                Setup.read(json),
                Way.of(way).orElseThrow(() -> new JsonException(0, 0, json.path() + ".way: found \"" + way + "\"")),
                json.optionalChild("figures").map(Figures::read),
                json.text("failure"));
    }
}
