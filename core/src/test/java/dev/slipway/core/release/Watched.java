package dev.slipway.core.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Hours of watching a candidate that has a tenth of the traffic, while the error rate of both swings with the day
 * around 0.5 %.
 *
 * @param runs how many hours
 * @param rolledBack in how many of them it was rolled back
 * @param medianMinute when, in the middle case; 0 where it never was
 */
record Watched(int runs, int rolledBack, int medianMinute) {

    private static final int MINUTES = 60;
    private static final double SHARE = 0.1;
    private static final double BASE = 0.005;

    /** Watches so many times, each time with the seed of the one before plus one. */
    static Watched by(Rule.Named rule, int perMinute, double oddsRatio, int runs, long firstSeed) {
        List<Integer> minutes = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            int minute = once(rule, perMinute, oddsRatio, firstSeed + run);
            if (minute > 0) {
                minutes.add(minute);
            }
        }
        Collections.sort(minutes);
        return new Watched(runs, minutes.size(), minutes.isEmpty() ? 0 : minutes.get(minutes.size() / 2));
    }

    private static int once(Rule.Named named, int perMinute, double oddsRatio, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Rule rule = named.begin().get();
        double phase = 2 * Math.PI * random.nextDouble();
        for (int minute = 1; minute <= MINUTES; minute++) {
            double base = BASE * (1 + 0.5 * Math.sin(phase + 2 * Math.PI * minute / (24 * 60)));
            double odds = oddsRatio * base / (1 - base);
            long candidate = drawn(random, perMinute, SHARE);
            long stable = perMinute - candidate;
            if (rule.rollsBack(
                    new Tally(stable, drawn(random, stable, base)),
                    new Tally(candidate, drawn(random, candidate, odds / (1 + odds))))) {
                return minute;
            }
        }
        return 0;
    }

    /** A binomial number, by the gaps between its successes. */
    private static long drawn(RandomGenerator random, long trials, double share) {
        double log = Math.log1p(-share);
        long successes = 0;
        for (long at = gap(random, log); at < trials; at += 1 + gap(random, log)) {
            successes++;
        }
        return successes;
    }

    private static long gap(RandomGenerator random, double log) {
        return (long) Math.floor(Math.log(1 - random.nextDouble()) / log);
    }

    double share() {
        return (double) rolledBack / runs;
    }

    @Override
    public String toString() {
        String percent = String.format(Locale.ROOT, "%.1f %%", 100 * share());
        return rolledBack == 0 ? percent : percent + " @ " + medianMinute;
    }
}
