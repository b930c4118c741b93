package dev.slipway.core.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One block of keys, checked against the keys it may have. What is unknown, misspelt, misplaced or said twice goes to
 * the findings; the rest is asked for key by key.
 */
final class Block {

    private final Place place;
    private final Findings findings;
    private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();

    /** Keys that were probably meant by misspelt ones: not to be called missing as well. */
    private final Set<String> meant = new HashSet<>();

    private boolean readable = true;

    private Block(Place place, Findings findings) {
        this.place = place;
        this.findings = findings;
    }

    /**
     * Takes a value as a block.
     *
     * @param subject what messages call it itself: {@code release}, {@code the file}
     * @param name what messages call what is in it: {@code under release}, {@code at the top}
     * @param vocabulary the keys of the whole file; {@code keys} are those of this block
     */
    static Block of(
            Yaml yaml, String subject, String name, Collection<String> keys, Vocabulary vocabulary, Findings findings) {
        Block block = new Block(yaml.place(), findings);
        if (yaml instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(entry -> block.take(entry, name, keys, vocabulary));
        } else {
            block.readable = false;
            findings.add(
                    yaml.place(),
                    subject + ": found " + yaml.words(),
                    "a block with some of the keys " + String.join(", ", new TreeSet<>(keys)),
                    "");
        }
        return block;
    }

    private void take(Yaml.Entry entry, String name, Collection<String> keys, Vocabulary vocabulary) {
        String key = entry.key().text();
        Place at = entry.key().place();
        if (!keys.contains(key)) {
            findings.add(at, unknown(key, name, vocabulary), "", vocabulary.advice(key, keys));
            Suggestion.of(key, keys).ifPresent(meant::add);
            return;
        }
        Yaml.Entry before = entries.putIfAbsent(key, entry);
        if (before != null) {
            findings.add(
                    at,
                    "the key \"" + key + "\" is there twice " + name,
                    "",
                    "the first one is in line " + before.key().place().line());
        }
    }

    private static String unknown(String key, String name, Vocabulary vocabulary) {
        String word = vocabulary.home(key).isPresent() ? "misplaced" : "unknown";
        return word + " key \"" + Yaml.brief(key) + "\" " + name;
    }

    /** Where the block begins. */
    Place place() {
        return place;
    }

    /** The value under {@code key}, where the key is there. A key with nothing behind it is a finding. */
    Optional<Value> find(String key) {
        Yaml.Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.NOTHING) {
            findings.add(entry.key().place(), key + " has no value", "", "give it one, or remove the line");
            return Optional.empty();
        }
        return Optional.of(new Value(key, entry.value(), findings));
    }

    /** As {@link #find}, where the key must be there. */
    Optional<Value> need(String key, String example) {
        if (readable && !has(key) && !meant.contains(key)) {
            findings.add(place, "the key \"" + key + "\" is missing", "", "add for example \"" + example + "\"");
        }
        return find(key);
    }

    /** Whether the key is there at all. */
    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The keys that are there, in the order of the file. */
    List<String> keys() {
        return new ArrayList<>(entries.keySet());
    }

    /** The entry of a key that {@link #has} it. */
    Yaml.Entry entry(String key) {
        Yaml.Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalArgumentException("no key " + key);
        }
        return entry;
    }
}
