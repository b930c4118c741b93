package dev.slipway.packager.baseline;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads a baseline from a CSV file (RFC 4180): a line of names, then a line a row. An empty field is a missing value. */
final class CsvBaseline {

    private static final int MOST_PROBLEMS = 20;

    /** How the usual tools write a number that is not there. */
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None");

    private final String path;
    private final Signature signature;
    private final List<Problem> problems = new ArrayList<>();

    CsvBaseline(String path, Signature signature) {
        this.path = path;
        this.signature = signature;
    }

    Baseline read(Baseline.Source source) throws IOException {
        DigestInputStream in = new DigestInputStream(source.open(), Digest.algorithm());
        try (in;
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .detectBomHeader(true)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            Baseline read = read(csv.iterator(), in);
            if (!problems.isEmpty()) {
                throw new ProblemsException(problems);
            }
            return read;
        } catch (CsvParseException e) {
            throw new ProblemsException(Problem.at(path, "is no CSV: " + e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new IOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private Baseline read(Iterator<CsvRecord> records, DigestInputStream in) throws IOException {
        List<String> names = records.hasNext() ? records.next().getFields() : List.of();
        if (names.isEmpty() || names.stream().allMatch(CsvBaseline::isNumber)) {
            throw new ProblemsException(new Problem(
                    path + ":1", "found no names of columns", "a first line with a name for each column", ""));
        }
        List<Feature> features = FeatureMap.of(path, names, signature);
        List<Column> columns = Baseline.columns(features);
        long rows = 0;
        while (records.hasNext() && problems.size() < MOST_PROBLEMS) {
            row(records.next(), names, columns);
            rows++;
        }
        if (problems.size() >= MOST_PROBLEMS) {
            problems.add(Problem.at(path, "there may be more; these are the first " + MOST_PROBLEMS));
        } else if (rows == 0) {
            problems.add(new Problem(path, "there is no row in it", "a line a row after the names", ""));
        } else {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Baseline(path, Digest.finish(in.getMessageDigest()), rows, features, columns);
    }

    private void row(CsvRecord row, List<String> names, List<Column> columns) {
        String place = path + ":" + row.getStartingLineNumber();
        if (row.getFieldCount() != names.size()) {
            problems.add(new Problem(
                    place, "found " + row.getFieldCount() + " fields", names.size() + ", as in the first line", ""));
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            String text = row.getField(i);
            switch (columns.get(i)) {
                case CategoryColumn column -> {
                    if (text.isEmpty()) {
                        column.missing();
                    } else {
                        column.add(text);
                    }
                }
                case NumberColumn column -> number(place, names.get(i), text, column);
            }
        }
    }

    private void number(String place, String name, String text, NumberColumn column) {
        if (MISSING.contains(text)) {
            column.missing();
            return;
        }
        switch (text) {
            case "True", "true" -> column.add(1);
            case "False", "false" -> column.add(0);
            case "inf", "Infinity" -> column.add(Double.POSITIVE_INFINITY);
            case "-inf", "-Infinity" -> column.add(Double.NEGATIVE_INFINITY);
            default -> {
                if (isNumber(text)) {
                    column.add(Double.parseDouble(text));
                } else if (problems.size() < MOST_PROBLEMS) {
                    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
                    problems.add(new Problem(
                            place,
                            "column \"" + name + "\": found \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"",
                            "a number, or nothing where it is missing",
                            ""));
                }
            }
        }
    }

    /** Whether a text is a decimal number: no hexadecimal, no suffix, which Java would take. */
    private static boolean isNumber(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            digit |= letter >= '0' && letter <= '9';
            if ("0123456789+-.eE".indexOf(letter) < 0) {
                return false;
            }
        }
        if (!digit) {
            return false;
        }
        try {
            double _ = Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
