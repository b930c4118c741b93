package dev.slipway.core.simulation;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The events that were decided and those that were stored: no gap, no double, no change (I6), each with its reason (I8). */
final class EventLog {

    private static final Set<String> VERDICTS =
            Set.of("advanced", "waiting", "promoted", "rolled_back", "observed", "paused", "resumed", "approved");

    private final List<byte[]> decided = new ArrayList<>();
    private final Map<String, Integer> reasons = new HashMap<>();
    private final Set<String> once = new HashSet<>();
    private final Map<String, String> ends = new HashMap<>();
    private Optional<Digest> previous = Optional.empty();
    private int stored;

    /**
     * An event is in a stored record's outbox.
     *
     * @return whether it was not there before
     */
    boolean decided(Json.Fields event, byte[] bytes) {
        JsonReader reader = JsonReader.of("event", event);
        int sequence = Math.toIntExact(reader.whole("sequence"));
        if (sequence <= decided.size()) {
            Broken.unless(
                    Arrays.equals(decided.get(sequence - 1), bytes), "I6", "event " + sequence + " was another before");
            return false;
        }
        Broken.unless(sequence == decided.size() + 1, "I6", "event " + sequence + " after " + decided.size());
        Broken.unless(
                reader.optionalText("previous").equals(previous.map(Digest::toString)),
                "I6",
                "event " + sequence + " does not follow from the one before");
        check(reader);
        decided.add(bytes);
        previous = Optional.of(Digest.of(bytes));
        return true;
    }

    private void check(JsonReader event) {
        String type = event.text("type");
        String release = event.text("release");
        if (VERDICTS.contains(type)) {
            reasoned(event, type);
        }
        boolean unique = switch (type) {
            case "started", "promoted", "rolled_back" -> once.add(release + " " + type);
            case "advanced", "shifted" ->
                once.add(release + " " + type + " " + event.text("step") + " "
                        + event.object().find("weights").map(JsonText::write).orElse(""));
            case "clock" -> {
                ends.remove(release); // windows may be looked at again
                yield true;
            }
            case "observed" -> event.children("windows").stream().allMatch(window -> followsOn(release, window));
            default -> true;
        };
        if (!unique) {
            throw new Broken("I6", "twice, or a gap before it: " + shown(event.object()));
        }
        event.optionalText("why").ifPresent(why -> reasons.merge(type + " " + why, 1, Integer::sum));
    }

    private static void reasoned(JsonReader event, String type) {
        boolean told = event.optionalChild("reason")
                .filter(reason -> reason.optionalNumber("number").isPresent()
                        && reason.optionalNumber("threshold").isPresent()
                        && !reason.optionalText("text").orElse("").isEmpty())
                .isPresent();
        boolean kept = event.optionalChild("evidence")
                .flatMap(evidence -> evidence.optionalNumber("log_e"))
                .isPresent();
        Broken.unless(told && kept, "I8", "a verdict (" + type + ") without its number or its evidence");
    }

    /** Each window begins where the one before it ended. */
    private boolean followsOn(String release, JsonReader window) {
        String end = ends.put(release, window.text("end"));
        return end == null || end.equals(window.text("start"));
    }

    /** An event was stored. */
    void written(Json.Fields event, byte[] bytes) {
        JsonReader reader = JsonReader.of("event", event);
        if (VERDICTS.contains(reader.text("type"))) {
            reasoned(reader, reader.text("type"));
        }
        int sequence = Math.toIntExact(reader.whole("sequence"));
        Broken.unless(sequence == stored + 1, "I6", "event " + sequence + " is stored after " + stored);
        Broken.unless(
                sequence <= decided.size() && Arrays.equals(decided.get(sequence - 1), bytes),
                "I6",
                "event " + sequence + " is stored otherwise than it was decided");
        stored = sequence;
    }

    int decided() {
        return decided.size();
    }

    int stored() {
        return stored;
    }

    /** How often an act with this reason was recorded as an event of this type. */
    int times(String type, String why) {
        return reasons.getOrDefault(type + " " + why, 0);
    }

    static String shown(Json.Fields event) {
        JsonReader reader = JsonReader.of("event", event);
        return reader.whole("sequence") + " " + reader.text("type") + " by " + reader.text("by") + " at "
                + reader.optionalText("step").orElse("") + ": "
                + reader.optionalChild("reason")
                        .map(reason -> reason.text("text"))
                        .or(() -> reader.optionalText("why"))
                        .orElse("");
    }
}
