package dev.slipway.packager.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Quantiles of a stream of numbers in bounded memory, and the same quantiles for the same stream on every machine. A
 * full buffer is sorted and every second number of it goes to the next one, where each stands for twice as many; which
 * half is kept alternates, so that the errors of two such steps point in opposite directions. Nothing is drawn by
 * chance, so the bound on the error is certain. Up to {@value #BUFFER} numbers the quantiles are exact.
 *
 * <p>Source: Manku, Rajagopalan, Lindsay, "Approximate Medians and other Quantiles in One Pass and with Limited Memory",
 * SIGMOD 1998.
 */
final class QuantileSketch {

    /** Numbers a buffer holds; even. */
    static final int BUFFER = 1024;

    private final List<Level> levels = new ArrayList<>();
    private long count;

    private static final class Level {
        private final double[] numbers = new double[BUFFER];
        private int size;
        private long steps;
    }

    /** A number and how many it stands for. */
    private record Weighted(double number, long weight) {}

    /** Takes a number. */
    void add(double number) {
        count++;
        add(0, number);
    }

    private void add(int at, double number) {
        if (at == levels.size()) {
            levels.add(new Level());
        }
        Level level = levels.get(at);
        level.numbers[level.size++] = number;
        if (level.size == BUFFER) {
            Arrays.sort(level.numbers);
            int first = (int) (level.steps % 2);
            level.steps++;
            level.size = 0;
            for (int i = first; i < BUFFER; i += 2) {
                add(at + 1, level.numbers[i]);
            }
        }
    }

    /** How far the rank of an answer may be from the wanted one, as a share of all numbers; 0 where it is exact. */
    double rankError() {
        long error = 0;
        for (int i = 0; i < levels.size(); i++) {
            error += (1L << i) * ((levels.get(i).steps + 1) / 2);
        }
        return count == 0 ? 0 : (double) error / count;
    }

    /**
     * The numbers at the ranks {@code 0, 1/parts, ..., 1} of all.
     *
     * @throws IllegalStateException where there was no number
     */
    double[] quantiles(int parts) {
        List<Weighted> sorted = sorted();
        if (sorted.isEmpty()) {
            throw new IllegalStateException("no number was added");
        }
        double[] quantiles = new double[parts + 1];
        int at = 0;
        long before = 0;
        for (int i = 0; i <= parts; i++) {
            long rank = Math.max(1, ceilDiv(count, i, parts));
            while (at < sorted.size() - 1 && before + sorted.get(at).weight() < rank) {
                before += sorted.get(at).weight();
                at++;
            }
            quantiles[i] = sorted.get(at).number();
        }
        return quantiles;
    }

    /** {@code ceil(count * part / parts)}, exact for any count. */
    private static long ceilDiv(long count, int part, int parts) {
        return count / parts * part + Math.ceilDiv(count % parts * part, parts);
    }

    private List<Weighted> sorted() {
        List<Weighted> all = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            for (int j = 0; j < level.size; j++) {
                all.add(new Weighted(level.numbers[j], 1L << i));
            }
        }
        all.sort(Comparator.comparingDouble(Weighted::number));
        return all;
    }
}
