package dev.slipway.core.spec;

import java.util.List;
import java.util.Optional;

/**
 * The regions that a stage may stand in: those of AWS's partition {@code aws}, which the templates are written for. As
 * AWS's SDK for Java knows them; a test in the module {@code aws} compares.
 */
public final class Regions {

    /** Their names, sorted. */
    public static final List<String> NAMES = List.of(
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private static final String OTHER_PARTITIONS = "^(cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*)-.*";

    private Regions() {}

    /** The region's name; anything else is a finding. */
    static Optional<String> read(Value value) {
        Optional<String> text = value.text(StageKeys.REGION, "a region such as eu-central-1");
        if (text.isEmpty() || NAMES.contains(text.get())) {
            return text;
        }
        if (text.get().matches(OTHER_PARTITIONS)) {
            return value.wrong("a region of the partition aws, such as eu-central-1: the templates are written for it");
        }
        return value.wrong(
                "a region that AWS has, such as eu-central-1",
                Suggestion.of(text.get(), NAMES)
                        .map(guess -> "did you mean \"" + guess + "\"?")
                        .orElse(""));
    }
}
