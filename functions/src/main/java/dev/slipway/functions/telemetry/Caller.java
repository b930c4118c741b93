package dev.slipway.functions.telemetry;

import java.util.Optional;

/**
 * How a call reached its version. Only a call through an alias is evidence; one that names a version is a pin or a
 * proof.
 *
 * @param alias the alias, where the call came through one
 */
public record Caller(Optional<String> alias) {

    private static final int QUALIFIER = 7;

    /**
     * Reads the invoked ARN, {@code arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>]}: the qualifier is an
     * alias unless it is a number or {@code $LATEST} (AWS Lambda, "Aliases": a name is never all digits).
     */
    public static Caller of(String invokedArn) {
        String[] parts = invokedArn.split(":", -1);
        if (parts.length <= QUALIFIER || parts[QUALIFIER].isEmpty()) {
            return new Caller(Optional.empty());
        }
        String qualifier = parts[QUALIFIER];
        boolean version = qualifier.startsWith("$") || qualifier.chars().allMatch(Character::isDigit);
        return new Caller(version ? Optional.empty() : Optional.of(qualifier));
    }
}
