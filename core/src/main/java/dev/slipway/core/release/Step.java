package dev.slipway.core.release;

import dev.slipway.core.model.OneLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** One step of a {@link ReleasePlan}. */
public sealed interface Step {

    /** The step in a few words, as people see it: {@code shift 10%}. */
    String label();

    /**
     * {@code - verify: {restores: 3}}: the new version answers its golden samples, without any client.
     *
     * @param restores how many environments are started at the same time, so that later ones start fast
     */
    record Verify(int restores) implements Step {
        /** Checks the count. */
        public Verify {
            if (restores < 1 || restores > 100) {
                throw new IllegalArgumentException("restores: found " + restores + "; expected 1 to 100");
            }
        }

        @Override
        public String label() {
            return "verify";
        }
    }

    /**
     * {@code - shift: {to: 10%, at_least: 5m, at_most: 2h, requests: 300}}: a share of the traffic goes to the
     * candidate.
     *
     * @param to the candidate's share, in (0, 1]
     * @param atLeast no advance before this time is over
     * @param atMost at this time the plan's {@link OnInconclusive} decides
     * @param requests no advance before the candidate had this many requests in this step
     */
    record Shift(BigDecimal to, Duration atLeast, Duration atMost, long requests) implements Step {
        /** Checks the parts. */
        public Shift {
            if (to.signum() <= 0 || to.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("to: found " + percent(to) + "; expected more than 0% up to 100%");
            }
            if (atLeast.isNegative() || atMost.isNegative() || atMost.isZero() || atMost.compareTo(atLeast) < 0) {
                throw new IllegalArgumentException(
                        "at_most: found " + atMost + ", below at_least " + atLeast + ": the step could never end");
            }
            if (requests < 0) {
                throw new IllegalArgumentException("requests: found " + requests + "; expected 0 or more");
            }
        }

        @Override
        public String label() {
            return "shift " + percent(to);
        }
    }

    /**
     * {@code - ask: {of: [team-ml]}}: a person must approve.
     *
     * @param of who may; empty for anyone who can reach the stage
     */
    record Ask(List<String> of) implements Step {
        private static final int LONGEST_NAME = 200;

        /** Checks and copies the names. */
        public Ask {
            of = List.copyOf(of);
            of.forEach(name -> OneLine.check("of", name, LONGEST_NAME));
        }

        @Override
        public String label() {
            return of.isEmpty() ? "ask" : "ask " + String.join(", ", of);
        }
    }

    /**
     * {@code - bake: {for: 30m}}: the candidate has all the traffic, stable is kept awake for an instant return.
     *
     * @param length how long
     */
    record Bake(Duration length) implements Step {
        /** Checks the length. */
        public Bake {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("for: found " + length + "; expected a time above 0");
            }
        }

        @Override
        public String label() {
            return "bake";
        }
    }

    /**
     * {@code - shadow: {at_least: 30m}}: the candidate sees copies of requests and answers nobody. Its place in the
     * type; a plan with it is refused until its engine is there.
     *
     * @param atLeast how long at least
     */
    record Shadow(Duration atLeast) implements Step {
        @Override
        public String label() {
            return "shadow";
        }
    }

    /**
     * {@code - bandit: {at_most: 1d}}: shares follow rewards. Its place in the type; a plan with it is refused until
     * its engine is there.
     *
     * @param atMost how long at most
     */
    record Bandit(Duration atMost) implements Step {
        @Override
        public String label() {
            return "bandit";
        }
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
