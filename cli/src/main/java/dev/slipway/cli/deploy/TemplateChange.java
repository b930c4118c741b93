package dev.slipway.cli.deploy;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between the template that a stack was last given and the one that it would be given now.
 *
 * @param parts what differs, for people, such as {@code Function (AWS::Lambda::Function): MemorySize}; empty where
 *     nothing does
 */
record TemplateChange(List<String> parts) {

    private static final String RESOURCES = "Resources";
    private static final String PROPERTIES = "Properties";
    private static final int SHOWN = 3;
    private static final int SHOWN_OF_ONE = 4;
    private static final int ASCII = 128;

    /** Copies the list. */
    TemplateChange {
        parts = List.copyOf(parts);
    }

    /** Whether the stack is as it would be made now. */
    boolean isNone() {
        return parts.isEmpty();
    }

    /** The first of the parts, and how many more there are. */
    String words() {
        return shortened(parts, SHOWN, "; ");
    }

    /**
     * Compares two templates as values: neither order nor blanks count.
     *
     * @param stands the template that the stack was last given, as CloudFormation tells it
     * @param written the template as it is written now
     */
    static TemplateChange between(String stands, String written) {
        Json.Fields now = parsed(written).orElseThrow(() -> new IllegalArgumentException("no template: " + written));
        Optional<Json.Fields> before = parsed(stands);
        if (before.isEmpty()) {
            return new TemplateChange(
                    List.of("all of it: what stands was written by something else than this CDK app"));
        }
        List<String> parts = new ArrayList<>(resources(section(before.get()), section(now)));
        parts.addAll(paths(without(before.get()), without(now)));
        return new TemplateChange(parts);
    }

    /**
     * CloudFormation tells question marks in place of all that is not ASCII (aws-cdk, {@code mangleLikeCloudFormation}), so
     * both are read so.
     */
    private static Optional<Json.Fields> parsed(String template) {
        StringBuilder plain = new StringBuilder(template.length());
        template.codePoints().forEach(point -> plain.append(point < ASCII ? (char) point : '?'));
        try {
            return JsonText.parse(plain.toString()) instanceof Json.Fields fields
                    ? Optional.of(fields)
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Json.Fields section(Json.Fields template) {
        return fields(template.find(RESOURCES));
    }

    private static Json.Fields fields(Optional<Json> value) {
        return value.orElseGet(Json::object) instanceof Json.Fields fields ? fields : Json.object();
    }

    private static Json.Fields without(Json.Fields template) {
        Map<String, Json> rest = new TreeMap<>(template.fields());
        rest.remove(RESOURCES);
        return new Json.Fields(rest);
    }

    private static List<String> resources(Json.Fields before, Json.Fields now) {
        List<String> parts = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(before.fields().keySet());
        ids.addAll(now.fields().keySet());
        for (String id : ids) {
            Optional<Json> one = before.find(id);
            Optional<Json> other = now.find(id);
            String named = id + " (" + type(other.or(() -> one)) + ")";
            if (one.isEmpty()) {
                parts.add("new " + named);
            } else if (other.isEmpty()) {
                parts.add("no more " + named);
            } else if (!one.equals(other)) {
                parts.add(named + ": " + shortened(properties(fields(one), fields(other)), SHOWN_OF_ONE, ", "));
            }
        }
        return parts;
    }

    private static String type(Optional<Json> resource) {
        return fields(resource).find("Type").orElse(Json.of("")) instanceof Json.Text(String type) ? type : "";
    }

    /** Properties go without saying; what else a resource has is named with its own word first. */
    private static List<String> properties(Json.Fields before, Json.Fields now) {
        return paths(before, now).stream()
                .map(path -> path.startsWith(PROPERTIES + ".") ? path.substring(PROPERTIES.length() + 1) : path)
                .toList();
    }

    /** Where two objects differ, as deep as both are objects. */
    private static List<String> paths(Json.Fields before, Json.Fields now) {
        List<String> paths = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(before.fields().keySet());
        keys.addAll(now.fields().keySet());
        for (String key : keys) {
            Optional<Json> one = before.find(key);
            Optional<Json> other = now.find(key);
            if (one.equals(other)) {
                continue;
            }
            if (one.isPresent()
                    && other.isPresent()
                    && one.get() instanceof Json.Fields left
                    && other.get() instanceof Json.Fields right) {
                paths(left, right).forEach(path -> paths.add(key + "." + path));
            } else {
                paths.add(key);
            }
        }
        return paths;
    }

    private static String shortened(List<String> all, int shown, String between) {
        String first = String.join(between, all.subList(0, Math.min(shown, all.size())));
        return all.size() <= shown ? first : first + between + "and " + (all.size() - shown) + " more";
    }
}
