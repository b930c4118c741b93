package dev.slipway.local.runtime;

/** What asks the Runtime API for calls, in a child. */
public enum RuntimeClient {

    /** AWS's runtime interface client, as Lambda runs it: with a library that there is for Linux alone. */
    AWS,

    /** The same with plain Java in place of that library. */
    PLAIN;

    /** The one for a system, by the JVM's name for it. */
    public static RuntimeClient of(String system) {
        return system.equals("Linux") ? AWS : PLAIN;
    }
}
