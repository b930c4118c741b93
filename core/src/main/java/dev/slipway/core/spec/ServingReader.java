package dev.slipway.core.spec;

import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.core.spec.ServingSpec.Capture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a serving block. */
final class ServingReader {

    static final String NAME = "under serving";
    static final List<String> KEYS = Key.names(SpecKeys.SERVING);

    private final Vocabulary vocabulary;

    ServingReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    ServingSpec read(Value value) {
        Block block = value.block(NAME, KEYS, vocabulary);
        ServingSpec usual = ServingSpec.DEFAULT;
        return new ServingSpec(
                block.find("memory")
                        .flatMap(memory -> memory.whole(SpecKeys.MEMORY))
                        .orElse(usual.memory()),
                block.find("architecture").flatMap(ServingReader::architecture).orElse(usual.architecture()),
                block.find("timeout")
                        .flatMap(time -> time.duration(SpecKeys.TIMEOUT))
                        .orElse(usual.timeout()),
                block.find("snapstart")
                        .flatMap(word -> word.oneOf(SpecKeys.SNAPSTARTS))
                        .orElse(usual.snapstart()),
                block.find("capture").flatMap(ServingReader::capture).orElse(usual.capture()));
    }

    /** What others call the two: "amd64" looks like "arm64" and is not. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "amd64",
            "x86_64",
            "x64",
            "x86_64",
            "x86-64",
            "x86_64",
            "x86",
            "x86_64",
            "intel",
            "x86_64",
            "aarch64",
            "arm64",
            "graviton",
            "arm64",
            "arm",
            "arm64");

    private static Optional<Architecture> architecture(Value value) {
        if (value.yaml() instanceof Yaml.Scalar scalar) {
            String meant = OTHER_NAMES.get(scalar.text().toLowerCase(Locale.ROOT));
            if (meant != null) {
                return value.wrong("arm64 | x86_64", "did you mean \"" + meant + "\"?");
            }
        }
        return value.oneOf(SpecKeys.ARCHITECTURES);
    }

    private static Optional<Capture> capture(Value value) {
        if (value.yaml() instanceof Yaml.Scalar scalar && scalar.text().equals("full")) {
            return value.wrong(
                    "none | metadata",
                    "full would keep what clients send, and there is no place yet that guards and forgets it");
        }
        return value.oneOf(SpecKeys.CAPTURES);
    }
}
