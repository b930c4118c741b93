package dev.slipway.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void aSpreadIsItsMiddleAndItsEnds() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quantilesAreTheLeastValueThatTheShareKeepsTo() {
        List<Double> calls =
                DoubleStream.iterate(100, value -> value - 1).limit(100).boxed().toList();

        Latency latency = Latency.of(calls);

        assertThat(latency.p50()).isEqualTo(50);
        assertThat(latency.p95()).isEqualTo(95);
        assertThat(latency.p99()).isEqualTo(99);
        assertThat(latency.calls()).isEqualTo(100);
    }

    @Test
    void aCallIsBilledByTheMillisecondBegun() {
        assertThat(Latency.of(List.of(0.2, 1.0, 1.01)).billed()).isEqualTo((1 + 1 + 2) / 3.0, within(1e-9));
    }

    @Test
    void whatNeedsLessThanAPeriodsShareRunsAtFullSpeed() {
        assertThat(ProcessorShare.reckon(5, 5, 0.29)).isEqualTo(5);
        assertThat(ProcessorShare.reckon(6, 6, 0.29)).isEqualTo(6 / 0.29);
    }

    @Test
    void whatWaitsMoreThanItWorksIsNotSlowedByItsShare() {
        assertThat(ProcessorShare.reckon(1000, 100, 0.5)).isEqualTo(1000);
        assertThat(ProcessorShare.reckon(1000, 1500, 1)).isEqualTo(1500);
    }

    @Test
    void at1769MegabytesAFunctionHasOneProcessor() {
        assertThat(ProcessorShare.of(1769)).isEqualTo(1);
        assertThat(ProcessorShare.of(512)).isEqualTo(0.29, within(0.001));
    }

    @Test
    void aRoundThatRanFreeIsReckonedWithTheProcessorTimeItUsed() {
        Round free = new Round(
                Map.of(Phase.JVM, 100.0, Phase.CLASSES, 300.0),
                400,
                600,
                30,
                List.of(2.0, 40.0),
                2,
                1.5,
                OptionalLong.empty());

        Round half = free.reckoned(0.5, false);

        assertThat(half.ready()).isEqualTo(1200);
        assertThat(half.phases()).containsEntry(Phase.JVM, 300.0).containsEntry(Phase.CLASSES, 900.0);
        assertThat(half.first()).isEqualTo(60);
        assertThat(half.calls()).containsExactly(2.0, 60.0);
        assertThat(half.busy()).isEqualTo(3);
    }

    @Test
    void nobodyWaitsForASnapshotSoItsMakingIsNotStretched() {
        Round free = Measured.round(400, 30, 2, 100);

        assertThat(free.reckoned(0.1, true).ready()).isEqualTo(400);
        assertThat(free.reckoned(0.1, true).first()).isEqualTo(300);
    }

    @Test
    void roundsArePutTogetherPhaseByPhaseAndCallByCall() {
        Figures figures = Figures.of(List.of(
                Measured.round(400, 30, 1, 100), Measured.round(500, 50, 3, 110), Measured.round(600, 40, 2, 90)));

        assertThat(figures.rounds()).isEqualTo(3);
        assertThat(figures.ready()).isEqualTo(new Spread(500, 400, 600));
        assertThat(figures.first()).isEqualTo(new Spread(40, 30, 50));
        assertThat(figures.phases()).containsEntry(Phase.JVM, new Spread(125, 100, 150));
        assertThat(figures.phases().keySet()).containsExactly(Phase.JVM, Phase.CLASSES, Phase.ENGINE);
        assertThat(figures.warm().calls()).isEqualTo(6);
        assertThat(figures.warm().p50()).isEqualTo(2);
        assertThat(figures.memory()).contains(new Spread(100 * Measured.MB, 90 * Measured.MB, 110 * Measured.MB));
        assertThat(figures.firstAnswer()).isEqualTo(540);
    }

    @Test
    void anExaminationComesBackFromItsJson() {
        Setup own = Setup.onDemand(1024);
        Examination found = Measured.examination(
                Measured.cold(1024, 400, 1.5),
                Measured.restored(1024, 8.25, 0.75),
                Case.measured(own.with(2), Way.RECKONED, Measured.figures(300, 20, 1, 100)),
                Case.measured(own.withCache(), Way.SHORT, Measured.figures(200, 20, 1, 100)),
                Case.failed(Setup.onDemand(128), Way.QUOTA, "it has no room"));

        Examination read = Examination.read(JsonReader.parse("examination", JsonText.canonical(found.json())));

        assertThat(read).isEqualTo(found);
        assertThat(read.byMemory(false)).hasSize(2);
        assertThat(read.byThreads()).hasSize(1);
        assertThat(read.cached()).extracting(Case::setup).containsExactly(own.withCache());
        assertThat(read.figures(Setup.onDemand(128))).isEmpty();
    }

    @Test
    void withNoPhasesToldThereAreNone() {
        Round silent = new Round(Collections.emptyMap(), 1, 1, 1, List.of(1.0), 1, 1, OptionalLong.empty());

        assertThat(Figures.of(List.of(silent)).phases()).isEmpty();
        assertThat(Figures.of(List.of(silent)).memory()).isEmpty();
    }
}
