package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import java.util.List;
import java.util.Optional;

/**
 * One release as its events tell it, also long after it ended.
 *
 * @param id its name
 * @param model the endpoint
 * @param state the word for where it stands
 * @param step the step it is at, or ended at
 * @param reason why, for people
 * @param weights the weights it last saw on the router
 * @param events all its events, oldest first
 */
public record ReleaseSummary(
        String id,
        ModelName model,
        String state,
        String step,
        String reason,
        Optional<Json.Fields> weights,
        List<Event> events) {

    /** Copies the events. */
    public ReleaseSummary {
        events = List.copyOf(events);
    }

    static ReleaseSummary of(String id, ModelName model, List<Event> events) {
        return new ReleaseSummary(
                id,
                model,
                last(events, "state").orElse("running"),
                last(events, "step").orElse(""),
                events.reversed().stream()
                        .flatMap(event -> reason(event).stream())
                        .findFirst()
                        .orElse("the release begins"),
                events.reversed().stream()
                        .flatMap(event -> event.body().find("weights").stream())
                        .filter(Json.Fields.class::isInstance)
                        .map(Json.Fields.class::cast)
                        .findFirst(),
                events);
    }

    /** As {@code GET /stage/api/releases/{id}} answers it. */
    public Json.Fields json() {
        return Json.object()
                .with("id", Json.of(id))
                .with("model", Json.of(model.value()))
                .with("state", Json.of(state))
                .with("step", Json.of(step))
                .with("reason", Json.of(reason))
                .with("weights", weights.orElseGet(Json::object))
                .with("events", Json.array(events.stream().map(Event::json).toList()));
    }

    private static Optional<String> last(List<Event> events, String key) {
        return events.reversed().stream()
                .flatMap(event -> text(event.body(), key).stream())
                .findFirst();
    }

    private static Optional<String> reason(Event event) {
        return event.body()
                .find("reason")
                .filter(Json.Fields.class::isInstance)
                .flatMap(reason -> text((Json.Fields) reason, "text"));
    }

    private static Optional<String> text(Json.Fields fields, String key) {
        return fields.find(key).filter(Json.Text.class::isInstance).map(value -> ((Json.Text) value).value());
    }
}
