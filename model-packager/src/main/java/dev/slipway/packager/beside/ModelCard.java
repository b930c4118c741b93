package dev.slipway.packager.beside;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.packager.PackageFacts;
import dev.slipway.packager.trial.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The model card of a package as Markdown: what the author wrote, as it is; then what follows from the package; then what
 * machines measured, each by its name. Made when it is asked for, so it is never out of date. Pure.
 */
public final class ModelCard {

    private static final long BYTES_PER_MB = 1L << 20;

    private ModelCard() {}

    /**
     * The card.
     *
     * @param author the author's text, where there is one
     */
    public static String markdown(PackageFacts facts, Optional<String> author, Beside beside) {
        StringBuilder card = new StringBuilder(author.map(text -> text.strip() + "\n")
                .orElseGet(() -> "# " + facts.serving().model() + "\n"));
        card.append("\n## Facts of the package\n\n| | |\n|---|---|\n");
        row(card, "digest", "`" + facts.digest() + "`");
        row(card, "format", facts.serving().format().key());
        row(card, "licence", facts.licence().orElse("not named"));
        row(
                card,
                "parameters",
                String.format(Locale.ROOT, "%,d", facts.weights().parameters()));
        row(card, "size", String.format(Locale.ROOT, "%,d bytes", facts.size()));
        row(card, "golden samples", facts.serving().samples().orElse("none"));
        card.append("\n| tensor | datatype | shape |\n|---|---|---|\n");
        card.append(tensors("in", facts.serving().signature().inputs()));
        card.append(tensors("out", facts.serving().signature().outputs()));
        card.append("\n| file | bytes | digest |\n|---|---|---|\n");
        for (Descriptor file : facts.files()) {
            card.append("| `" + file.path().orElse("?") + "` | " + file.size() + " | `"
                    + file.digest().brief() + "` |\n");
        }
        measured(card, beside);
        return card.toString();
    }

    private static void measured(StringBuilder card, Beside beside) {
        if (!beside.measured().isEmpty()) {
            card.append("\n## Measured\n\n| when | on | start, ms | one call, ms | 95 %, ms | memory, MB |\n");
            card.append("|---|---|---|---|---|---|\n");
            for (Measurement.Shown found : beside.measured()) {
                String memory = found.peakMemory().isPresent()
                        ? Long.toString(found.peakMemory().getAsLong() / BYTES_PER_MB)
                        : "not known";
                card.append("| " + found.time() + " | " + safe(found.machine()) + " | " + found.startMillis() + " | "
                        + found.medianMillis() + " | " + found.p95Millis() + " | " + memory + " |\n");
            }
        }
        if (!beside.origins().isEmpty()) {
            card.append("\n## Origin\n\n");
            beside.origins().forEach(origin -> card.append("- commit " + safe(origin) + "\n"));
        }
    }

    private static void row(StringBuilder card, String name, String value) {
        card.append("| " + name + " | " + value + " |\n");
    }

    private static String tensors(String side, List<TensorSpec> tensors) {
        return tensors.stream()
                .map(tensor -> "| " + side + ": `" + safe(tensor.name()) + "` | " + tensor.datatype() + " | `"
                        + tensor.shape() + "` |\n")
                .collect(Collectors.joining());
    }

    /** A text that leaves neither its line nor its cell. */
    private static String safe(String text) {
        return text.replaceAll("\\p{Cntrl}|`", "?").replace("|", "\\|");
    }
}
