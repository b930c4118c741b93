package dev.slipway.core.doctor;

import static dev.slipway.core.doctor.Measured.MB;
import static dev.slipway.core.doctor.Measured.cached;
import static dev.slipway.core.doctor.Measured.cold;
import static dev.slipway.core.doctor.Measured.examination;
import static dev.slipway.core.doctor.Measured.restored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.price.ListPrices;
import dev.slipway.core.price.PredictionCost;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.core.spec.ServingSpec.Capture;
import dev.slipway.core.spec.ServingSpec.Snapstart;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdviceTest {

    private static Advice advice(Examination found) {
        return advice(found, Snapstart.AUTO);
    }

    private static Advice advice(Examination found, Snapstart snapstart) {
        return Advice.of(
                found,
                new ServingSpec(1024, Architecture.ARM64, Duration.ofSeconds(10), snapstart, Capture.METADATA),
                ListPrices.NOTED);
    }

    @Test
    void aStartShorterThanARestoreNeedsNoSnapStart() {
        Advice advice = advice(examination(cold(1024, 380, 1), restored(1024, 9, 0.5)));

        assertThat(advice.snapStart()).map(SnapStartAdvice::on).contains(false);
        assertThat(advice.restored()).isFalse();
        assertThat(advice.snapStart().orElseThrow().because())
                .startsWith("a start takes 380 ms at 1,024 MB (x86_64, 2 processors, Linux 6.1, 2026-11-20), which is"
                        + " less than the 500 ms from which SnapStart pays: ")
                .contains("400 to 600 ms", "9.0 ms instead of 40.0 ms", "0.50 ms", "1.00 ms");
    }

    @Test
    void aLongStartIsWorthASnapshot() {
        Advice advice = advice(examination(cold(1024, 500, 1), restored(1024, 9, 0.5)));

        assertThat(advice.snapStart()).map(SnapStartAdvice::on).contains(true);
        assertThat(advice.restored()).isTrue();
    }

    @Test
    void whatSlipwayYamlSaysOfSnapStartCountsForTheOtherAdvice() {
        Examination found = examination(cold(1024, 380, 3), restored(1024, 9, 0.5));

        assertThat(advice(found, Snapstart.ON).costs().getFirst().billed()).isEqualTo(1);
        assertThat(advice(found, Snapstart.OFF).costs().getFirst().billed()).isEqualTo(3);
        assertThat(advice(found, Snapstart.ON).snapStart())
                .as("the advice itself stays")
                .map(SnapStartAdvice::on)
                .contains(false);
    }

    @Test
    void aStartUpCachePaysWhereItTakesATenthOrMoreOfTheStartAway() {
        Advice advice = advice(examination(cold(1024, 600, 2), cached(1024, 250, 2)));

        assertThat(advice.startupCache()).map(StartupCacheAdvice::pays).contains(true);
        assertThat(advice.startupCache().orElseThrow().because())
                .isEqualTo(
                        "a start on demand takes 250 ms with one and 600 ms without at 1,024 MB, its first answer 15.0 ms"
                                + " and 40.0 ms, its memory 100 MB and 120 MB; slipway up and slipway serve make theirs by themselves,"
                                + " a zip on Lambda has none");
        assertThat(pays(600, 540)).isTrue();
        assertThat(pays(600, 541)).isFalse();
        assertThat(pays(600, 700)).isFalse();
    }

    private static boolean pays(double without, double with) {
        return advice(examination(cold(1024, without, 2), cached(1024, with, 2)))
                .startupCache()
                .orElseThrow()
                .pays();
    }

    @Test
    void whereNoStartWithACacheWasMeasuredNothingIsSaidOfIt() {
        assertThat(advice(examination(cold(1024, 600, 2))).startupCache()).isEmpty();
        assertThat(advice(examination(cold(1024, 600, 2), cached(512, 250, 2))).startupCache())
                .isEmpty();
    }

    @Test
    void onlyAContainerImageStartsFromACacheOnLambda() {
        Case[] cases = {cold(1024, 600, 2), cached(1024, 250, 2)};

        assertThat(advice(examination(cases)).onDemand(1024).cached()).isFalse();
        Advice image = advice(examination(251 * MB, cases));
        assertThat(image.onDemand(1024).cached()).isTrue();
        assertThat(image.startupCache().orElseThrow().because()).endsWith("; the container image is built with one");
        assertThat(advice(examination(251 * MB, cold(1024, 600, 2)))
                        .onDemand(1024)
                        .cached())
                .as("nobody measured it")
                .isFalse();
    }

    @Test
    void ofTheSizesAboutAsFastAsTheFastestTheCheapestIsChosen() {
        MemoryAdvice memory = advice(
                        examination(cold(512, 300, 30), cold(1024, 300, 12), cold(1769, 300, 11), cold(3538, 300, 10)))
                .memory();

        assertThat(memory.memory()).contains(1024);
        assertThat(memory.because())
                .containsExactly(
                        "1,024 MB answers in p95 12.00 ms, about as fast as the fastest (10.00 ms at 3,538 MB, $1.661),"
                                + " and is the cheapest of those: $1.360 a million predictions",
                        "512 MB is slower than that: p95 30.00 ms");
    }

    @Test
    void aMillisecondMoreIsAboutAsFastForItIsHardlyBilled() {
        assertThat(advice(examination(cold(512, 300, 0.9), cold(1024, 300, 0.3)))
                        .memory()
                        .memory())
                .contains(512);
    }

    @Test
    void theFastestIsTakenWhereNoneAboutAsFastIsCheaper() {
        MemoryAdvice memory =
                advice(examination(cold(512, 300, 60), cold(1024, 300, 20))).memory();

        assertThat(memory.memory()).contains(1024);
        assertThat(memory.because().getFirst())
                .startsWith("1,024 MB is the fastest, p95 20.00 ms, and no size about as fast is cheaper: $1.467");
    }

    @Test
    void aSizeWithoutRoomIsOutAndSaysWhy() {
        Case tight = Case.measured(Setup.onDemand(128), Way.QUOTA, Measured.figures(300, 40, 1, 110));
        Case dead = Case.failed(Setup.onDemand(256), Way.QUOTA, "digits:trial does not start: no memory");

        MemoryAdvice memory =
                advice(examination(tight, dead, cold(1024, 300, 1))).memory();

        assertThat(memory.memory()).contains(1024);
        assertThat(memory.because())
                .contains(
                        "128 MB is out: the process had 110 MB, which leaves less than 15 % for larger calls",
                        "256 MB is out: digits:trial does not start: no memory");
    }

    @Test
    void noSizeIsAdvisedWhereNoneWillDo() {
        MemoryAdvice memory = advice(examination(Case.failed(Setup.onDemand(1024), Way.QUOTA, "no")))
                .memory();

        assertThat(memory.memory()).isEmpty();
        assertThat(memory.because()).last().asString().contains("--memory");
    }

    @Test
    void aSlowerStartOfTheChoiceIsTold() {
        assertThat(advice(examination(cold(512, 450, 1), cold(1769, 200, 0.9)))
                        .memory()
                        .because())
                .last()
                .isEqualTo("its start takes 450 ms, at 1,769 MB it takes 200 ms");
    }

    @Test
    void armIsCheaperAndItsLatencyIsNotClaimedToBeKnown() {
        assertThat(advice(examination(cold(1024, 300, 10))).architecture())
                .isEqualTo(
                        "arm64: its computing costs $0.1333 a million predictions, that of x86_64 $0.1667, at the same"
                                + " latency; measured on x86_64 only: latency on arm64 may differ and was not measured here");
    }

    @Test
    void codeThatIsTooLargeForAZipIsAnImage() {
        Advice large = advice(examination(251 * MB, cold(1024, 900, 10)));

        assertThat(large.image()).isTrue();
        assertThat(large.packaging())
                .isEqualTo("a container image: the code is 251 MB unzipped, and a zip may have 250 MB");
        assertThat(large.restored()).isFalse();
        assertThat(advice(examination(250 * MB, cold(1024, 900, 10))).image()).isFalse();
    }

    @Test
    void aMillionPredictionsCostTheirComputingTheirCallsAndTheGateway() {
        // 20 ms at 2 GB on arm64 is 0.53 dollars of computing, and 0.73 with the calls
        PredictionCost cost = PredictionCost.of(ListPrices.NOTED, 2048, Architecture.ARM64, 20);

        assertThat(cost.compute()).isEqualTo(0.533, within(0.001));
        assertThat(cost.compute() + cost.requests()).isEqualTo(0.733, within(0.001));
        assertThat(cost.total()).isEqualTo(1.733, within(0.001));
    }

    @Test
    void costsAreToldOfTheOwnMemoryAndOfTheAdvisedOne() {
        Advice advice = advice(examination(cold(512, 300, 1), cold(1024, 300, 1)));

        assertThat(advice.costs()).extracting(PredictionCost::memory).containsExactly(1024, 512);
        assertThat(advice.busiest()).map(PredictionCost::memory).contains(1024);
    }
}
