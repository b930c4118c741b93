package dev.slipway.core.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keys for people: a Markdown table for each block. */
final class KeyTables {

    private final List<String> lines = new ArrayList<>();

    /** Adds lines as they are. */
    KeyTables lines(List<String> more) {
        lines.addAll(more);
        return this;
    }

    /** Adds a table with a heading. */
    KeyTables table(String title, List<Key> keys) {
        return lines(List.of("", "## " + title)).rows(keys);
    }

    /** Adds a table. */
    KeyTables rows(List<Key> keys) {
        lines.add("");
        lines.add("| key | value | where it is left out | |");
        lines.add("|---|---|---|---|");
        for (Key key : keys) {
            String otherwise = key.needed()
                    ? "it must be there"
                    : key.usual().map(usual -> "`" + usual + "`").orElse("");
            lines.add("| `" + key.name() + "` | " + words(key.form()) + " | " + otherwise + " | " + key.about() + " |");
        }
        return this;
    }

    /** All of it. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    private static String words(Form form) {
        return switch (form) {
            case Form.Words(List<String> words) -> quoted(words);
            case Form.WordsOr(List<String> words, Form other) -> quoted(words) + ", or " + words(other);
            case Form.Truth _ -> quoted(List.of("true", "false"));
            case Form.Numbers(List<Integer> numbers) ->
                numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case Form.Whole(int min, int max, String _) ->
                max == Integer.MAX_VALUE ? "a whole number from " + min : "a whole number, " + min + " to " + max;
            case Form.Between(double least, double most, boolean above, boolean below) ->
                "a number " + (above ? "above " : "from ") + least + (below ? ", below " : " to ") + most;
            case Form.Text _ -> "text";
            case Form.Time(String min, String max) -> "a time, " + min + " to " + max;
            case Form.Share _ -> "a share such as `10%`";
            case Form.OneOrMore(Form item) -> words(item) + ", one or a list";
            case Form.Items(Form item, int _) ->
                "a list of "
                        + Optional.of(words(item))
                                .filter(text -> !text.isEmpty())
                                .orElse("blocks");
            case Form.Keys _ -> "a block";
            case Form.OneKey(List<Key> keys) ->
                keys.equals(SpecKeys.STEPS) ? "steps" : "a block with one of " + quoted(Key.names(keys));
            case Form.Named _ -> "blocks by name";
        };
    }

    private static String quoted(List<String> words) {
        return "`" + String.join("`, `", words) + "`";
    }
}
