package dev.slipway.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each invariant is broken on purpose, and the simulation sees it: a line for each says in which history. */
class MutantsTest {

    private static final int MOST_HISTORIES = 4000;
    private static final int HISTORIES_FOR_A_SHARE = 300;

    private static final Map<String, Supplier<Mutant>> MUTANTS = new TreeMap<>(Map.of(
            "I1 a third version gets a share", Mutants::threeArms,
            "I2 no data is taken for good data", Mutants::noDataIsWell,
            "I3 the last writer of a record wins", Mutants::lastWriterWins,
            "I3 the weights' revision does not matter", Mutants::revisionsDoNotMatter,
            "I4 somebody else answers the golden samples", Mutants::proofsAnswerThemselves,
            "I5 functions do not look at digests", Mutants::bytesAreNotChecked,
            "I6 events get lost", Mutants::eventsGetLost,
            "I7 a plan with a shadow step gets in", Mutants::shadowsGetIn,
            "I8 events lose their reasons", Mutants::eventsLoseTheirReasons));

    @TestFactory
    Stream<DynamicTest> everyMutantIsCaught() {
        return MUTANTS.entrySet().stream()
                .map(mutant ->
                        DynamicTest.dynamicTest(mutant.getKey(), () -> caught(mutant.getKey(), mutant.getValue())));
    }

    private static void caught(String name, Supplier<Mutant> mutant) {
        String invariant = name.substring(0, 2);
        Optional<String> found = Optional.empty();
        for (long seed = 1; seed <= MOST_HISTORIES && found.isEmpty(); seed++) {
            try {
                History.run(seed, mutant.get());
            } catch (Broken e) {
                found = e.invariant().equals(invariant) ? Optional.ofNullable(e.getMessage()) : found;
            }
        }
        assertThat(found).as("%s, in %s histories", name, MOST_HISTORIES).isPresent();
        told(name, found.orElseThrow());
    }

    /** One history says nothing of a share: what is caught here is that too many of them end in the same way. */
    @Test
    void i9ACandidateThatIsTimedByAnotherClockIsCaught() {
        Verdicts verdicts = Verdicts.NONE;
        StringBuilder seeds = new StringBuilder();
        for (long seed = 1; seed <= HISTORIES_FOR_A_SHARE; seed++) {
            Verdicts one = History.run(seed, Mutants.theNewestIsTimedOtherwise());
            seeds.append(one.condemned().isEmpty() || seeds.length() > 60 ? "" : " " + seed);
            verdicts = verdicts.plus(one);
        }
        Broken broken = assertThatBroken(verdicts);
        told("I9 the newest version is timed by another clock", broken.getMessage() + "; seeds" + seeds);
    }

    private static Broken assertThatBroken(Verdicts verdicts) {
        try {
            verdicts.check();
        } catch (Broken e) {
            assertThat(e.invariant()).isEqualTo("I9");
            return e;
        }
        throw new AssertionError("not caught: " + verdicts);
    }

    private static void told(String name, String how) {
        System.out.println("caught: " + name + ": " + how.lines().findFirst().orElseThrow());
    }
}
