package dev.slipway.core.doctor;

import java.util.Arrays;
import java.util.Optional;

/** How a function was held to its share of a processor while it was measured. */
public enum Way {
    /** The system gave it no more. */
    QUOTA("quota", "measured under a quota of processor time (cgroup)"),
    /** It ran free, and what the share makes of it was reckoned from the processor time that it used. */
    RECKONED("reckoned", "measured without a limit, then reckoned from the processor time it used"),
    /** This machine has fewer processors than the function would have. */
    SHORT("short", "measured with all processors of this machine, which are fewer than Lambda gives");

    private final String key;
    private final String words;

    Way(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** The word for programs. */
    public String key() {
        return key;
    }

    /** The words for people. */
    public String words() {
        return words;
    }

    static Optional<Way> of(String key) {
        return Arrays.stream(values()).filter(way -> way.key.equals(key)).findFirst();
    }
}
