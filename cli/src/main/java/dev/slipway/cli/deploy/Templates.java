package dev.slipway.cli.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The templates that the CDK app writes now.
 *
 * @param texts by the name of the stack
 */
record Templates(Map<String, String> texts) {

    private static final String ENDING = ".template.json";

    /** Copies the map. */
    Templates {
        texts = Map.copyOf(texts);
    }

    /** Reads those in the folder that the CDK wrote. */
    static Templates in(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ENDING)) {
                    texts.put(name.substring(0, name.length() - ENDING.length()), Files.readString(file));
                }
            }
        }
        return new Templates(texts);
    }

    /**
     * What would change of a stack.
     *
     * @param stands the template that it was last given
     */
    Optional<TemplateChange> change(String stack, Optional<String> stands) {
        return stands.flatMap(before ->
                Optional.ofNullable(texts.get(stack)).map(written -> TemplateChange.between(before, written)));
    }
}
