package dev.slipway.functions.telemetry;

import java.util.Optional;

/**
 * How a call reached its version. Only a call through an alias is evidence; one that names a version is a pin or a
 * proof.
 *
 * @param function what the function is called on its platform; empty where the platform does not say
 * @param alias the alias, where the call came through one
 */
public record Caller(String function, Optional<String> alias) {

    private static final int FUNCTION = 6;
    private static final int QUALIFIER = 7;

    /**
     * Reads the invoked ARN, {@code arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>]}: the qualifier is an
     * alias unless it is a number or {@code $LATEST} (AWS Lambda, "Aliases": a name is never all digits).
     */
    public static Caller of(String invokedArn) {
        String[] parts = invokedArn.split(":", -1);
        String function = parts.length > FUNCTION ? parts[FUNCTION] : "";
        if (parts.length <= QUALIFIER || parts[QUALIFIER].isEmpty()) {
            return new Caller(function, Optional.empty());
        }
        String qualifier = parts[QUALIFIER];
        boolean version = qualifier.startsWith("$") || allDigits(qualifier);
        return new Caller(function, version ? Optional.empty() : Optional.of(qualifier));
    }

    private static boolean allDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
