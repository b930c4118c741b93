package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import java.util.regex.Pattern;

/**
 * What an endpoint's function is called: a stage's prefix before the model's name, so that several stages share an
 * account.
 *
 * @param prefix such as {@code slipway-prod-}; may be empty
 */
public record FunctionNames(String prefix) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]*");
    private static final int LONGEST = 64;

    /**
     * Checks the prefix.
     *
     * @throws IllegalArgumentException where Lambda would not take it
     */
    public FunctionNames {
        if (!ALLOWED.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "\"" + prefix + "\" cannot begin a function's name; expected letters, digits, - and _");
        }
    }

    /**
     * The function of an endpoint.
     *
     * @throws IllegalArgumentException where the name would be longer than Lambda takes
     */
    public String of(ModelName endpoint) {
        String name = prefix + endpoint.value();
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("the function's name \"" + name + "\" has " + name.length()
                    + " letters; Lambda takes " + LONGEST + ": shorten the model's name or the stage's");
        }
        return name;
    }
}
