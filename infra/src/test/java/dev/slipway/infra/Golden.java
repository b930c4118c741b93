package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Resources as they were when somebody last looked at them. Run with {@code -Dgolden.update=true} to write them anew,
 * and read the difference before committing it.
 */
final class Golden {

    private Golden() {}

    /** Compares with the file of this name; a difference shows up line by line. */
    static void compare(String name, SortedMap<String, JsonReader> resources) {
        Json.Fields all = Json.object();
        for (Map.Entry<String, JsonReader> resource : resources.entrySet()) {
            all = all.with(resource.getKey(), resource.getValue().object());
        }
        String found = text(all, "") + "\n";
        Path file = Synth.RESOURCES.resolve("golden").resolve(name + ".json");
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(file, found);
            }
            assertThat(found).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Json value, String indent) {
        String deeper = indent + "  ";
        return switch (value) {
            case Json.Fields fields
            when !fields.fields().isEmpty() ->
                fields.fields().entrySet().stream()
                        .map(field -> deeper + JsonText.write(Json.of(field.getKey())) + ": "
                                + text(field.getValue(), deeper))
                        .collect(java.util.stream.Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case Json.Array(var items)
            when !items.isEmpty() ->
                items.stream()
                        .map(item -> deeper + text(item, deeper))
                        .collect(java.util.stream.Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            default -> JsonText.write(value);
        };
    }
}
