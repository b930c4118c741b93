package dev.slipway.core.doctor;

/** The parts of a start, in their order. */
public enum Phase {
    /** The process and the JVM in it, to the first class of AWS's runtime client. */
    JVM("jvm", "JVM"),
    /** AWS's runtime client, and classes: what no other part says of itself. */
    CLASSES("classes", "runtime client, classes"),
    /** The package's manifest and golden samples, read and verified. */
    PACKAGE("package", "package"),
    /** The engine with its native library. */
    ENGINE("engine", "engine, native library"),
    /** The weights, read and verified, and the engine's session on them. */
    MODEL("model", "weights, session"),
    /** What else the function needs before it can answer. */
    WIRING("wiring", "wiring"),
    /** Golden samples asked until the compiler has settled, before a snapshot. */
    PRIMING("priming", "priming");

    private final String key;
    private final String words;

    Phase(String key, String words) {
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
}
