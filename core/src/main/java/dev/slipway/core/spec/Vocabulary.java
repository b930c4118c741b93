package dev.slipway.core.spec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All keys of a kind of file, by the block they belong to; it tells where a misplaced key belongs.
 *
 * @param blocks each block's keys, by how messages call the block: {@code under release}
 */
record Vocabulary(Map<String, List<String>> blocks) {

    /** The block that a key belongs to, where it belongs to exactly one. */
    Optional<String> home(String key) {
        List<String> homes = blocks.entrySet().stream()
                .filter(block -> block.getValue().contains(key))
                .map(Map.Entry::getKey)
                .toList();
        return homes.size() == 1 ? Optional.of(homes.get(0)) : Optional.empty();
    }

    /** What to tell someone who wrote {@code key} where only {@code keys} are known. */
    String advice(String key, Collection<String> keys) {
        String known = "known: " + String.join(", ", new TreeSet<>(keys));
        return home(key)
                .map(home -> "it belongs " + home)
                .or(() -> Suggestion.of(key, keys).map(guess -> "did you mean \"" + guess + "\"? (" + known + ")"))
                .orElse(known);
    }
}
