package dev.slipway.core.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of some bytes, written {@code sha256:<64 hexadecimal digits>} as in the OCI image specification
 * (descriptor.md, "Digests"). The digest of a package's manifest names the model version.
 *
 * @param hex the 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {

    private static final String PREFIX = "sha256:";
    private static final int DIGITS = 64;

    /**
     * Checks the digits.
     *
     * @throws IllegalArgumentException where they are not 64 lower-case hexadecimal digits
     */
    public Digest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException(
                    "\"" + hex + "\" is not a SHA-256; expected 64 lower-case hexadecimal digits");
        }
    }

    /** By hand: a pattern costs every start of a function more than all its digests. */
    private static boolean isHex(String text) {
        if (text.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char sign = text.charAt(i);
            if (!((sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads {@code sha256:<hex>}.
     *
     * @throws IllegalArgumentException where the text is anything else
     */
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a digest; expected sha256: and 64 hexadecimal digits");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return hexOf(algorithm().digest(bytes));
    }

    /** The digest that a finished {@link #algorithm()} answered. */
    public static Digest finish(MessageDigest algorithm) {
        return hexOf(algorithm.digest());
    }

    /** A fresh SHA-256, for those who stream. Every Java platform must have it. */
    public static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256, which every one must have", e);
        }
    }

    private static Digest hexOf(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    /** The first twelve digits, for people. */
    public String brief() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    /** Spelled out, as {@link #hashCode} is: a record's own are made at run time, which every start of a function would pay for. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && hex.equals(digest.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
