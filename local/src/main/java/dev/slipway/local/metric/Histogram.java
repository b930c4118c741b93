package dev.slipway.local.metric;

import java.util.Arrays;

/**
 * Counts latencies in buckets whose bounds grow by less than one percent, from a microsecond to some hours. Two
 * histograms can be added. A value on a bucket's upper bound counts into that bucket, so that counting what is above a
 * quantile this class answered is exact. Not for use by several threads.
 */
final class Histogram {

    /** Values of one power of two share so many buckets: each is at most 1/128 of its value wide. */
    private static final int PER_OCTAVE = 128;

    private static final int OCTAVE_BITS = 7;

    private int[] counts = new int[0];
    private int first;
    private long total;

    void add(long micros) {
        int bucket = bucket(Math.max(0, micros));
        cover(bucket, bucket);
        counts[bucket - first]++;
        total++;
    }

    void add(Histogram other) {
        if (other.counts.length == 0) {
            return;
        }
        cover(other.first, other.first + other.counts.length - 1);
        for (int i = 0; i < other.counts.length; i++) {
            counts[other.first + i - first] += other.counts[i];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /** How many values were above this one, to the bucket's precision. */
    long above(long micros) {
        int bucket = bucket(Math.max(0, micros));
        long above = 0;
        for (int i = Math.max(0, bucket + 1 - first); i < counts.length; i++) {
            above += counts[i];
        }
        return above;
    }

    /** The upper bound of the bucket that holds this quantile; there must be a value. */
    long quantile(double quantile) {
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return upperBound(first + i);
            }
        }
        throw new IllegalStateException("a histogram without values has no quantile");
    }

    private void cover(int from, int to) {
        if (counts.length == 0) {
            first = from;
            counts = new int[to - from + 1];
            return;
        }
        int lowest = Math.min(first, from);
        int highest = Math.max(first + counts.length - 1, to);
        if (lowest < first || highest >= first + counts.length) {
            int[] wider = new int[highest - lowest + 1];
            System.arraycopy(counts, 0, wider, first - lowest, counts.length);
            first = lowest;
            counts = wider;
        }
    }

    /** Small values have a bucket each; above, the leading bits choose one. */
    private static int bucket(long micros) {
        if (micros < PER_OCTAVE) {
            return (int) micros;
        }
        // One less, so that a bucket ends at its bound and does not begin there.
        long value = micros - 1;
        if (value < PER_OCTAVE) {
            return PER_OCTAVE;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - OCTAVE_BITS;
        int step = (int) (value >>> octave) - PER_OCTAVE;
        return PER_OCTAVE + 1 + octave * PER_OCTAVE + step;
    }

    private static long upperBound(int bucket) {
        if (bucket <= PER_OCTAVE) {
            return bucket;
        }
        int index = bucket - PER_OCTAVE - 1;
        int octave = index / PER_OCTAVE;
        long step = index % PER_OCTAVE;
        return (PER_OCTAVE + step + 1) << octave;
    }

    @Override
    public String toString() {
        return "histogram of " + total + " values in "
                + Arrays.stream(counts).filter(count -> count > 0).count() + " buckets";
    }
}
