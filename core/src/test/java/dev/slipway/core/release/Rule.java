package dev.slipway.core.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A rule that looks at one minute after the other and says when it rolls back: ours, and those of others. */
interface Rule {

    /** Takes a minute in; whether the candidate is rolled back now. */
    boolean rollsBack(Tally stable, Tally candidate);

    /**
     * A rule with its name.
     *
     * @param name as tables show it
     * @param begin begins it anew for each release
     */
    record Named(String name, Supplier<Rule> begin) {}

    /** All rules, ours first. */
    List<Named> ALL = List.of(
            new Named("Slipway", Ours::new),
            new Named("its gate for errors alone, tolerating nothing", ErrorsAlone::new),
            new Named("z-test each minute, p < 0.01", ZTest::new),
            new Named("alarm, > 1 % for 2 minutes (CodeDeploy, SageMaker)", () -> new Failures(0.01, 2, true)),
            new Named("Flagger: success rate 99 %, 5 failed checks", () -> new Failures(0.01, 5, false)),
            new Named("Argo: success rate 95 %, more than 3 failures", () -> new Failures(0.05, 4, false)));

    /** The decisions of a release at a step of a tenth, as its controller makes them. */
    final class Ours implements Rule {
        private static final ReleasePlan PLAN = Given.plan(
                Given.VERIFY,
                new Step.Shift(new java.math.BigDecimal("0.1"), Duration.ofHours(2), Duration.ofHours(3), 20),
                Given.HALF);

        private ReleaseState state = Given.at(1, PLAN);

        @Override
        public boolean rollsBack(Tally stable, Tally candidate) {
            Instant start = state.observedUntil().orElse(Given.MORNING);
            Observation window =
                    new Observation(start, start.plus(Given.MINUTE), Map.of("1", calls(stable), "2", calls(candidate)));
            state = Release.observe(state, window);
            return Release.decide(state, window.end(), Alarms.QUIET) instanceof Verdict.RollBack;
        }

        private static Observation.Arm calls(Tally tally) {
            return Given.calls(tally.requests(), tally.errors());
        }
    }

    /**
     * The conditional e-process by itself: the whole of alpha, no tolerance, and a change that can only have begun at the
     * start. What the other gates and the tolerance cost is the difference to {@link Ours}.
     */
    final class ErrorsAlone implements Rule {
        private static final Gate.Errors GATE = new Gate.Errors(1);
        private static final Mixture FROM_THE_START = Mixture.even(GATE.ratios().size(), 1);

        private Sums sums = FROM_THE_START.none();

        @Override
        public boolean rollsBack(Tally stable, Tally candidate) {
            long failures = stable.errors() + candidate.errors();
            sums = FROM_THE_START.fold(
                    sums,
                    ConditionalTest.logs(
                            candidate.requests(),
                            stable.requests(),
                            candidate.errors(),
                            failures,
                            GATE.ratios(),
                            GATE.tolerate()));
            return FROM_THE_START.log(sums) >= Math.log(100);
        }
    }

    /** Two proportions, all calls so far, as if it were looked at once. */
    final class ZTest implements Rule {
        private static final double ONE_SIDED = 2.326348;
        private Tally stable = Tally.NONE;
        private Tally candidate = Tally.NONE;

        @Override
        public boolean rollsBack(Tally onStable, Tally onCandidate) {
            stable = stable.plus(onStable);
            candidate = candidate.plus(onCandidate);
            Optional<Double> both = rate(stable.plus(candidate));
            if (rate(stable).isEmpty() || rate(candidate).isEmpty() || both.orElse(0.0) == 0) {
                return false;
            }
            double deviation = Math.sqrt(both.orElseThrow()
                    * (1 - both.orElseThrow())
                    * (1.0 / stable.requests() + 1.0 / candidate.requests()));
            return (rate(candidate).orElseThrow() - rate(stable).orElseThrow()) / deviation > ONE_SIDED;
        }

        private static Optional<Double> rate(Tally tally) {
            return tally.requests() == 0 ? Optional.empty() : Optional.of((double) tally.errors() / tally.requests());
        }
    }

    /** So many minutes in which the candidate's own error rate is above a fixed one, in a row or in all. */
    final class Failures implements Rule {
        private final double limit;
        private final int most;
        private final boolean inARow;
        private int failed;

        Failures(double limit, int most, boolean inARow) {
            this.limit = limit;
            this.most = most;
            this.inARow = inARow;
        }

        @Override
        public boolean rollsBack(Tally stable, Tally candidate) {
            boolean above = candidate.errors() > limit * candidate.requests();
            failed = above ? failed + 1 : inARow ? 0 : failed;
            return failed >= most;
        }
    }
}
