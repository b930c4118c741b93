package dev.slipway.aws;

import java.util.regex.Pattern;

/**
 * A place in S3 that a store may fill, written {@code s3://bucket} or {@code s3://bucket/some/prefix}.
 *
 * @param bucket the bucket's name
 * @param prefix what all keys begin with: empty, or ending in {@code /}
 */
public record S3Place(String bucket, String prefix) {

    private static final String SCHEME = "s3://";
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._=-]+/)*");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the bucket cannot exist, or the prefix is not made of parts that end in
     *     {@code /}
     */
    public S3Place {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "\"" + bucket + "\" is no bucket; expected 3 to 63 lower-case letters, digits, dots and hyphens");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("\"" + prefix
                    + "\" is no prefix; expected parts of letters, digits, dots, hyphens and underscores, each ending in"
                    + " /");
        }
    }

    /**
     * Reads {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException where it is anything else
     */
    public static S3Place parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no place in S3; expected s3://bucket or s3://bucket/prefix");
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return new S3Place(rest, "");
        }
        String prefix = rest.substring(slash + 1);
        return new S3Place(rest.substring(0, slash), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }

    /** The whole key of what is called {@code name} here. */
    String key(String name) {
        return prefix + name;
    }

    /** Where {@code name} is, for people. */
    String address(String name) {
        return SCHEME + bucket + "/" + prefix + name;
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + prefix;
    }
}
