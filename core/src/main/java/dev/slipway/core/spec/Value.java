package dev.slipway.core.spec;

import dev.slipway.core.release.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The value of one key, read as what it should be. Where it is something else, that goes to the findings and the
 * answer is empty.
 *
 * @param key the key, for messages
 * @param yaml the value
 * @param findings where complaints go
 */
record Value(String key, Yaml yaml, Findings findings) {

    Place place() {
        return yaml.place();
    }

    /** Text. A number or truth value is no text unless it stands in quotes. */
    Optional<String> text(String expected) {
        if (!(yaml instanceof Yaml.Scalar scalar) || scalar.kind() == Yaml.Kind.NOTHING) {
            return wrong(expected);
        }
        if (scalar.kind() != Yaml.Kind.TEXT) {
            return wrong(expected, "write it in quotes: \"" + scalar.text() + "\"");
        }
        if (scalar.text().isBlank()) {
            return wrong(expected);
        }
        return Optional.of(scalar.text());
    }

    /** Text of a pattern. */
    Optional<String> text(Form.Text form, String expected) {
        return text(expected).flatMap(text -> text.matches(form.pattern()) ? Optional.of(text) : wrong(expected));
    }

    /** Texts of a pattern, one or a list, none of them twice; the others are findings. */
    List<Located<String>> texts(Form.Text form, String expected) {
        List<Located<String>> texts = texts(expected);
        for (Located<String> text : texts) {
            if (!text.value().matches(form.pattern())) {
                findings.add(text.place(), key + ": found \"" + Yaml.brief(text.value()) + "\"", expected, "");
            }
        }
        return texts;
    }

    /** One of these whole numbers. */
    Optional<Integer> oneOf(Form.Numbers form) {
        String expected =
                "one of " + form.numbers().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return number(expected)
                .flatMap(number -> form.numbers().stream()
                        .filter(known -> BigDecimal.valueOf(known).compareTo(number) == 0)
                        .findFirst()
                        .or(() -> wrong(expected)));
    }

    /** One of these words. */
    <T> Optional<T> oneOf(Map<String, T> words) {
        String expected = alternatives(words.keySet());
        if (!(yaml instanceof Yaml.Scalar scalar)) {
            return wrong(expected);
        }
        T meant = words.get(scalar.text());
        if (meant != null && scalar.kind() == Yaml.Kind.TEXT) {
            return Optional.of(meant);
        }
        return wrong(
                expected,
                Suggestion.of(scalar.text(), words.keySet())
                        .map(guess -> "did you mean \"" + guess + "\"?")
                        .orElse(""));
    }

    private static String alternatives(Collection<String> words) {
        return String.join(" | ", words);
    }

    /** A whole number in a range. */
    Optional<Integer> whole(Form.Whole form) {
        return whole(form.min(), form.max(), form.unit());
    }

    /** A whole number in a range. */
    Optional<Integer> whole(int min, int max, String unit) {
        String expected = "a whole number" + unit + " from " + min + " to " + max;
        return number(expected)
                .flatMap(number -> number.stripTrailingZeros().scale() <= 0
                                && number.compareTo(BigDecimal.valueOf(min)) >= 0
                                && number.compareTo(BigDecimal.valueOf(max)) <= 0
                        ? Optional.of(number.intValueExact())
                        : wrong(expected));
    }

    /** A number in a range, with or without its ends. */
    Optional<Double> number(Form.Between form) {
        return form.above() ? between(form.least(), form.most(), form.below()) : from(form.least(), form.most());
    }

    /** A number above {@code above} and at most {@code most}, or below it where {@code open}. */
    Optional<Double> between(double above, double most, boolean open) {
        String expected = "a number above " + plain(above) + (open ? " and below " : ", at most ") + plain(most);
        return number(expected)
                .map(BigDecimal::doubleValue)
                .flatMap(number -> number > above && (open ? number < most : number <= most)
                        ? Optional.of(number)
                        : wrong(expected));
    }

    /** A number from {@code least} to {@code most}. */
    Optional<Double> from(double least, double most) {
        String expected = "a number from " + plain(least) + " to " + plain(most);
        return number(expected)
                .map(BigDecimal::doubleValue)
                .flatMap(number -> number >= least && number <= most ? Optional.of(number) : wrong(expected));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private Optional<BigDecimal> number(String expected) {
        if (yaml instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.NUMBER) {
            try {
                BigDecimal number = new BigDecimal(scalar.text());
                if (number.precision() <= 40 && Math.abs(number.scale()) <= 400) {
                    return Optional.of(number);
                }
            } catch (NumberFormatException e) {
                return wrong(expected); // .inf, .nan, 0x10: numbers to YAML, not to us
            }
        }
        return wrong(expected);
    }

    /** A share of the traffic: {@code 10%} or {@code 0.1}, above 0 up to 1. */
    Optional<BigDecimal> share() {
        String expected = "a share such as 10%, above 0% and at most 100%";
        if (!(yaml instanceof Yaml.Scalar scalar)) {
            return wrong(expected);
        }
        boolean percent = scalar.text().endsWith("%");
        String digits =
                percent ? scalar.text().substring(0, scalar.text().length() - 1).strip() : scalar.text();
        if (!digits.matches("[0-9]{1,4}(\\.[0-9]{1,10})?")) {
            return wrong(expected);
        }
        BigDecimal share = percent ? new BigDecimal(digits).movePointLeft(2) : new BigDecimal(digits);
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            return wrong(expected);
        }
        return Optional.of(share.stripTrailingZeros());
    }

    /** A time such as {@code 10s}, in a range. */
    Optional<Duration> duration(Form.Time form) {
        return duration(form.min(), form.max());
    }

    /** A time such as {@code 10s}, in a range. */
    Optional<Duration> duration(String min, String max) {
        String expected = "a time from " + min + " to " + max + ", such as 10s, 5m or 1h30m";
        if (!(yaml instanceof Yaml.Scalar scalar)) {
            return wrong(expected);
        }
        try {
            Duration time = DurationText.parse(scalar.text());
            boolean inside =
                    time.compareTo(DurationText.parse(min)) >= 0 && time.compareTo(DurationText.parse(max)) <= 0;
            return inside ? Optional.of(time) : wrong(expected);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return wrong(expected);
        }
    }

    /** {@code true} or {@code false}. */
    Optional<Boolean> truth() {
        return yaml instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.TRUTH
                ? Optional.of(Boolean.parseBoolean(scalar.text()))
                : wrong("true or false");
    }

    /** The items of a list. */
    List<Value> items(String expected) {
        if (yaml instanceof Yaml.Items items && !items.items().isEmpty()) {
            return items.items().stream()
                    .map(item -> new Value(key, item, findings))
                    .toList();
        }
        wrong(expected);
        return List.of();
    }

    /** The items of a list, or the one value where there is no list. */
    List<Value> oneOrMore(String expected) {
        return yaml instanceof Yaml.Scalar ? List.of(this) : items(expected);
    }

    /** Texts, one or a list, none of them twice. */
    List<Located<String>> texts(String expected) {
        return distinct(oneOrMore("one or a list of: " + expected).stream()
                .flatMap(item -> item.text(expected).map(text -> new Located<>(text, item.place())).stream())
                .toList());
    }

    /** These texts; one that comes twice is a finding. */
    List<Located<String>> distinct(List<Located<String>> texts) {
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).value();
            if (texts.stream().limit(i).anyMatch(before -> Objects.equals(before.value(), text))) {
                findings.add(texts.get(i).place(), key + ": \"" + Yaml.brief(text) + "\" is there twice");
            }
        }
        return texts;
    }

    /** The value as a block of keys. */
    Block block(String name, Collection<String> keys, Vocabulary vocabulary) {
        return Block.of(yaml, key, name, keys, vocabulary, findings);
    }

    /** Says that the value is not what it should be. */
    <T> Optional<T> wrong(String expected) {
        return wrong(expected, "");
    }

    /** Says that the value is not what it should be, and what to do. */
    <T> Optional<T> wrong(String expected, String remedy) {
        findings.add(place(), key + ": found " + yaml.words(), expected, remedy);
        return Optional.empty();
    }

    /** All words, for a message. */
    static String words(Collection<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }
}
