package dev.slipway.functions.telemetry;

/** What libraries say to programmers through SLF4J. Nobody reads it in a function, and it goes nowhere. */
public final class LibraryLogs {

    private static final String PROVIDER = "slf4j.provider";

    private LibraryLogs() {}

    /**
     * Tells SLF4J so, before anything of it is touched: it would search all jars for who takes its lines, and find the one
     * that drops them. Whoever named another to the JVM keeps it.
     */
    public static void off() {
        if (System.getProperty(PROVIDER) == null) {
            System.setProperty(PROVIDER, "org.slf4j.nop.NOPServiceProvider");
            // Or it says on standard error that it was told.
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
    }
}
