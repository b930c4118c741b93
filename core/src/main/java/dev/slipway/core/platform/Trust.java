package dev.slipway.core.platform;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whose packages are used. It stands in settings ({@code signing} in {@code stages.yaml}, a function's configuration),
 * never in the store that holds the packages.
 *
 * @param required whether a package that none of the keys signed is refused
 * @param keys whose signatures count
 */
public record Trust(boolean required, List<VerificationKey> keys) {

    /** The environment variable by which a function is told: {@link #encoded}. */
    public static final String VARIABLE = "SLIPWAY_SIGNING_KEYS";

    /** Every package is used, whoever made it. */
    public static final Trust ANYBODY = new Trust(false, List.of());

    /**
     * Copies the keys.
     *
     * @throws IllegalArgumentException where signatures are required and no key is trusted
     */
    public Trust {
        keys = List.copyOf(keys);
        if (required && keys.isEmpty()) {
            throw new IllegalArgumentException("signatures are required, but no key is trusted");
        }
    }

    /** The keys in one line, where signatures are required; else nothing: base64, with commas between them. */
    public String encoded() {
        return required
                ? keys.stream()
                        .map(key -> Base64.getEncoder().encodeToString(key.encoded()))
                        .collect(Collectors.joining(","))
                : "";
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws IllegalArgumentException where a key in it is none: then nothing must be trusted
     */
    public static Trust decode(String text) {
        if (text.isEmpty()) {
            return ANYBODY;
        }
        List<VerificationKey> keys = new ArrayList<>();
        for (String key : text.split(",", -1)) {
            keys.add(VerificationKey.decode(Base64.getDecoder().decode(key.strip())));
        }
        return new Trust(true, keys);
    }
}
