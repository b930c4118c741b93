package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A template without the types that an emulator lacks. What points to a resource that is left out gets a word in its
 * place. What nobody can make there, the first version and its alias, which a function of ours makes on AWS, becomes
 * what that function makes: a version and an alias.
 */
final class PartialTemplate {

    private static final String TYPE = "Type";

    private final Json.Fields template;
    private final Set<String> leftOut;

    private PartialTemplate(Json.Fields template, Set<String> leftOut) {
        this.template = template;
        this.leftOut = leftOut;
    }

    /**
     * Leaves types out.
     *
     * @param template as it was written
     */
    static PartialTemplate of(String template, Set<String> lacking) {
        Json.Fields whole = (Json.Fields) JsonText.parse(template);
        SortedSet<String> leftOut = new TreeSet<>();
        resources(whole).forEach((name, resource) -> {
            if (lacking.contains(type(resource))) {
                leftOut.add(name);
            }
        });
        return new PartialTemplate(whole, leftOut);
    }

    /** The names of the resources that are left out. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** The rest, as a template. */
    String text() {
        Map<String, Json> kept = new LinkedHashMap<>();
        resources(template).forEach((name, resource) -> {
            if (!leftOut.contains(name)) {
                add(kept, name, (Json.Fields) rewritten(resource));
            }
        });
        Json.Fields rest = ((Json.Fields) rewritten(template)).with("Resources", new Json.Fields(kept));
        return JsonText.write(rest);
    }

    private static Map<String, Json> resources(Json.Fields template) {
        return ((Json.Fields) template.find("Resources").orElseThrow()).fields();
    }

    private static String type(Json resource) {
        return ((Json.Fields) resource)
                .find(TYPE)
                .filter(Json.Text.class::isInstance)
                .map(type -> ((Json.Text) type).value())
                .orElseThrow();
    }

    private void add(Map<String, Json> kept, String name, Json.Fields resource) {
        if (!type(resource).equals(AliasMaker.RESOURCE)) {
            kept.put(name, resource);
            return;
        }
        String function = resources(template).entrySet().stream()
                .filter(other -> type(other.getValue()).equals("AWS::Lambda::Function"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        Json.Fields ref = Json.object().with("Ref", Json.of(function));
        String version = name + "Version";
        kept.put(version, resource("AWS::Lambda::Version", Json.object().with("FunctionName", ref)));
        kept.put(
                name,
                resource(
                        "AWS::Lambda::Alias",
                        Json.object()
                                .with("Name", Json.of("live"))
                                .with("FunctionName", ref)
                                .with(
                                        "FunctionVersion",
                                        Json.object().with("Fn::GetAtt", Json.texts(List.of(version, "Version"))))));
    }

    private static Json.Fields resource(String type, Json.Fields properties) {
        return Json.object().with(TYPE, Json.of(type)).with("Properties", properties);
    }

    private Json rewritten(Json value) {
        return switch (value) {
            case Json.Fields fields ->
                pointed(fields).map(name -> Json.of("left-out-" + name)).orElseGet(() -> each(fields));
            case Json.Array(List<Json> items) ->
                Json.array(items.stream().map(this::rewritten).toList());
            case Json.Null nothing -> nothing;
            case Json.Bool truth -> truth;
            case Json.Numeric number -> number;
            case Json.Text text -> text;
        };
    }

    /** The resource that is left out and that this points to. */
    private Optional<String> pointed(Json.Fields fields) {
        Optional<Json> target = fields.find("Ref")
                .or(() -> fields.find("Fn::GetAtt")
                        .map(pair -> ((Json.Array) pair).items().getFirst()));
        return target.filter(Json.Text.class::isInstance)
                .map(name -> ((Json.Text) name).value())
                .filter(leftOut::contains);
    }

    private Json each(Json.Fields fields) {
        Map<String, Json> rewritten = new LinkedHashMap<>();
        fields.fields().forEach((key, value) -> {
            if (key.equals("DependsOn") && value instanceof Json.Array(List<Json> names)) {
                rewritten.put(
                        key,
                        Json.array(names.stream()
                                .filter(name -> !leftOut.contains(((Json.Text) name).value()))
                                .toList()));
            } else {
                rewritten.put(key, rewritten(value));
            }
        });
        return new Json.Fields(rewritten);
    }
}
