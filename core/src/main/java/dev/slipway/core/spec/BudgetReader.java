package dev.slipway.core.spec;

import dev.slipway.core.spec.BudgetSpec.Figure;
import dev.slipway.core.spec.BudgetSpec.Limit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a budget. */
final class BudgetReader {

    private static final String TOP = "at the top";
    private static final List<String> KEYS =
            Arrays.stream(Figure.values()).map(Figure::key).toList();
    private static final Vocabulary VOCABULARY = new Vocabulary(Map.of(TOP, KEYS));

    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?([kmg])b", Pattern.CASE_INSENSITIVE);
    private static final String A_SIZE = "a size such as 40MB, above 0";
    private static final double KILOBYTE = 1024;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MOST_DOLLARS = 1_000_000;

    private BudgetReader() {}

    static BudgetSpec read(String file, byte[] bytes) {
        Findings findings = new Findings();
        Block top = Block.of(YamlParser.parse(file, bytes), "the budget", TOP, KEYS, VOCABULARY, findings);
        List<Limit> limits = new ArrayList<>();
        for (String key : top.keys()) {
            Figure figure = Arrays.stream(Figure.values())
                    .filter(each -> each.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            top.find(key).flatMap(value -> most(figure, value)).ifPresent(limits::add);
        }
        findings.raise();
        if (limits.isEmpty()) {
            findings.add(
                    top.place(),
                    "the budget limits nothing",
                    "at least one of " + String.join(", ", KEYS),
                    "add for example \"" + Figure.INIT.example() + "\"");
            findings.raise();
        }
        return new BudgetSpec(limits);
    }

    private static Optional<Limit> most(Figure figure, Value value) {
        Optional<Double> most = switch (figure.unit()) {
            case MILLISECONDS -> value.duration("1us", "1h").map(time -> time.toNanos() / NANOS_PER_MILLI);
            case BYTES -> size(value);
            case DOLLARS -> value.between(0, MOST_DOLLARS, false);
        };
        return most.map(limit -> new Limit(figure, limit, value.place()));
    }

    /** As Lambda counts: a megabyte has 1,024 kilobytes of 1,024 bytes. */
    private static Optional<Double> size(Value value) {
        if (!(value.yaml() instanceof Yaml.Scalar scalar)) {
            return value.wrong(A_SIZE);
        }
        Matcher size = SIZE.matcher(scalar.text());
        if (!size.matches()) {
            return value.wrong(A_SIZE);
        }
        double factor = switch (size.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> KILOBYTE;
            case "m" -> KILOBYTE * KILOBYTE;
            default -> KILOBYTE * KILOBYTE * KILOBYTE;
        };
        double bytes = new BigDecimal(size.group(1)).doubleValue() * factor;
        return bytes > 0 ? Optional.of(bytes) : value.wrong(A_SIZE);
    }
}
