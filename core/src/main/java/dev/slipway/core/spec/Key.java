package dev.slipway.core.spec;

import java.util.List;
import java.util.Optional;

/**
 * A key of {@code slipway.yaml}.
 *
 * @param name the key
 * @param form what its value may be
 * @param needed whether it must be there
 * @param usual what holds where it is not there, as it would be written; empty where nothing does
 * @param about what it means, in a sentence
 */
record Key(String name, Form form, boolean needed, Optional<String> usual, String about) {

    static Key needed(String name, Form form, String about) {
        return new Key(name, form, true, Optional.empty(), about);
    }

    static Key free(String name, Form form, String about) {
        return new Key(name, form, false, Optional.empty(), about);
    }

    static Key usual(String name, Form form, String usual, String about) {
        return new Key(name, form, false, Optional.of(usual), about);
    }

    static List<String> names(List<Key> keys) {
        return keys.stream().map(Key::name).toList();
    }
}
