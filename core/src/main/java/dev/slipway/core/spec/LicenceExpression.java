package dev.slipway.core.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a text is an SPDX licence expression whose licences and exceptions are on the SPDX list, or are somebody's own
 * ({@code LicenseRef-...}).
 *
 * <p>Source: SPDX specification 3.0, annex "SPDX license expressions"; license list 3.27.0.
 */
final class LicenceExpression {

    private static final String LIST = "spdx-3.27.0.txt";
    private static final List<String> KNOWN = known();
    private static final Pattern OWN = Pattern.compile("(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+");
    private static final Pattern BETWEEN = Pattern.compile("\\s+|(?=[()])|(?<=[()])");

    private final Deque<String> words;
    private String objection = "";

    private LicenceExpression(String text) {
        this.words = new ArrayDeque<>(Arrays.stream(BETWEEN.split(text))
                .filter(word -> !word.isBlank())
                .toList());
    }

    /** What is wrong, and what may be meant; empty where nothing is. */
    static Optional<String> objection(String text) {
        LicenceExpression expression = new LicenceExpression(text);
        expression.any();
        if (!expression.words.isEmpty()) {
            expression.object(
                    "\"" + Yaml.brief(expression.words.getFirst()) + "\" stands where AND, OR or the end should");
        }
        return Optional.of(expression.objection).filter(found -> !found.isEmpty());
    }

    private void any() {
        term();
        while (isNext("AND") || isNext("OR")) {
            words.removeFirst();
            term();
        }
    }

    private void term() {
        if (isNext("(")) {
            words.removeFirst();
            any();
            if (!isNext(")")) {
                object("a bracket is not closed");
                return;
            }
            words.removeFirst();
            return;
        }
        licence();
        if (isNext("WITH")) {
            words.removeFirst();
            identifier();
        }
    }

    private void licence() {
        String word = words.isEmpty() ? "" : words.getFirst();
        if (OWN.matcher(word).matches()) {
            words.removeFirst();
            return;
        }
        if (word.endsWith("+")) {
            words.removeFirst();
            words.addFirst(word.substring(0, word.length() - 1));
        }
        identifier();
    }

    private void identifier() {
        if (words.isEmpty()) {
            object("a licence is missing");
            return;
        }
        String word = words.removeFirst();
        if (KNOWN.stream().noneMatch(word::equalsIgnoreCase)) {
            object("\"" + Yaml.brief(word) + "\" is not on the SPDX list"
                    + near(word)
                            .map(guess -> "; did you mean \"" + guess + "\"?")
                            .orElse("; a licence of your own is LicenseRef-NAME"));
        }
    }

    /** People write {@code Apache 2.0} and {@code Apache2}: the words that follow may belong to the name. */
    private Optional<String> near(String word) {
        String all = (word + String.join("", words)).replaceAll("[^A-Za-z0-9.]", "");
        return KNOWN.stream()
                .filter(known -> known.replaceAll("[^A-Za-z0-9.]", "").equalsIgnoreCase(all))
                .findFirst()
                .or(() -> Suggestion.of(word, KNOWN));
    }

    private boolean isNext(String word) {
        return !words.isEmpty() && words.getFirst().equals(word);
    }

    /** The first objection is the one that is told. */
    private void object(String why) {
        objection = objection.isEmpty() ? why : objection;
        words.clear();
    }

    private static List<String> known() {
        try (InputStream list = Objects.requireNonNull(LicenceExpression.class.getResourceAsStream(LIST))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
