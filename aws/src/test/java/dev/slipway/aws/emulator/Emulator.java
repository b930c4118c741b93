package dev.slipway.aws.emulator;

import java.net.URI;
import java.util.UUID;

/**
 * An emulator of AWS that runs. It keeps its state from test to test, and perhaps from run to run: give what a test
 * makes a {@link #freshName}.
 *
 * @param endpoint where it listens, for all services
 * @param kind which one it is
 */
public record Emulator(URI endpoint, EmulatorKind kind) {

    /** The region that tests work in. */
    public static final String REGION = "eu-west-1";

    private static final int RANDOM_LETTERS = 8;

    /** Whether it can do this. */
    public boolean can(Capability capability) {
        return kind.lack(capability).isEmpty();
    }

    /** A name that nobody used yet: lower case, digits and hyphens after the beginning. */
    public static String freshName(String beginning) {
        return beginning + "-" + UUID.randomUUID().toString().substring(0, RANDOM_LETTERS);
    }
}
