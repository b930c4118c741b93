package dev.slipway.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to reach AWS. Where no {@code keys} are given, the SDK looks for credentials where its documents say: environment,
 * profile, single sign-on, the function's own role.
 *
 * @param region where everything stands, such as {@code eu-west-1}
 * @param endpoint another address for all services
 * @param keys fixed credentials, for an emulator
 * @param connectTimeout how long a connection may take to open
 * @param answerTimeout how long the service may stay silent before a request counts as lost; longer than any function's
 *     time-out that gets invoked
 * @param attempts how often one request is sent at most, with growing pauses, at least 1
 */
public record AwsSettings(
        String region,
        Optional<URI> endpoint,
        Optional<Keys> keys,
        Duration connectTimeout,
        Duration answerTimeout,
        int attempts) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where one is not usable; the message says what is expected
     */
    public AwsSettings {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("\"" + region + "\" is not a region; expected one such as eu-west-1");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + "; expected 1 or more");
        }
        if (!connectTimeout.isPositive() || !answerTimeout.isPositive()) {
            throw new IllegalArgumentException("time-outs must be positive, found " + connectTimeout + " and "
                    + answerTimeout + "; without one a lost packet would be waited for without end");
        }
    }

    /** AWS itself in one region: 5 s to connect, 60 s to answer, 4 attempts. */
    public static AwsSettings in(String region) {
        return new AwsSettings(
                region, Optional.empty(), Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(60), 4);
    }

    /**
     * The same at another address: another store that speaks S3, or a gateway before AWS. Credentials are looked for as
     * ever.
     */
    public AwsSettings at(URI address) {
        return new AwsSettings(region, Optional.of(address), keys, connectTimeout, answerTimeout, attempts);
    }

    /** The same, at an emulator's address, which takes any credentials. */
    public AwsSettings emulatedAt(URI address) {
        return new AwsSettings(
                        region,
                        endpoint,
                        Optional.of(new Keys("test", "test")),
                        connectTimeout,
                        answerTimeout,
                        attempts)
                .at(address);
    }

    /** The same with other patience. */
    public AwsSettings patient(Duration answerWithin, int attemptsAtMost) {
        return new AwsSettings(region, endpoint, keys, connectTimeout, answerWithin, attemptsAtMost);
    }

    /**
     * Fixed credentials.
     *
     * @param id the access key's id
     * @param secret its secret
     */
    public record Keys(String id, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Keys[" + id + "]";
        }
    }
}
