package dev.slipway.cli.doctor;

import dev.slipway.core.doctor.Advice;
import dev.slipway.core.doctor.Examination;
import dev.slipway.core.doctor.MemoryAdvice;
import dev.slipway.core.price.ListPrices;
import dev.slipway.core.price.PredictionCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Advice for people, a sentence a line, each with the numbers that it comes from. */
final class AdviceText {

    private static final String MORE = "                  ";

    private final Examination found;
    private final Advice advice;

    AdviceText(Examination found, Advice advice) {
        this.found = found;
        this.advice = advice;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("advice");
        lines.addAll(memory(advice.memory()));
        advice.snapStart()
                .ifPresent(snap -> lines.add(label("SnapStart") + (snap.on() ? "on: " : "off: ") + snap.because()));
        advice.startupCache()
                .ifPresent(cache ->
                        lines.add(label("start-up cache") + (cache.pays() ? "yes: " : "no: ") + cache.because()));
        lines.add(label("architecture") + advice.architecture());
        lines.add(label("packaging") + advice.packaging());
        lines.addAll(costs());
        return lines;
    }

    private List<String> memory(MemoryAdvice memory) {
        List<String> lines = new ArrayList<>();
        String choice = memory.memory()
                .map(size -> String.format(Locale.ROOT, "%,d MB", size)
                        + (size == found.memory() ? ", as it is" : ", where slipway.yaml says " + found.memory()))
                .orElse("none of those that were measured");
        lines.add(label("memory") + choice);
        memory.because().forEach(sentence -> lines.add(MORE + sentence));
        return lines;
    }

    private List<String> costs() {
        List<String> lines = new ArrayList<>();
        String label = label("cost");
        for (PredictionCost cost : advice.costs()) {
            lines.add(label
                    + String.format(
                            Locale.ROOT,
                            "$%.3f a million predictions at %,d MB on %s: $%.4f computing (%.2f ms billed a call),"
                                    + " $%.2f calls, $%.2f HTTP API",
                            cost.total(),
                            cost.memory(),
                            PredictionCost.word(cost.architecture()),
                            cost.compute(),
                            cost.billed(),
                            cost.requests(),
                            cost.gateway()));
            label = MORE;
        }
        advice.busiest()
                .ifPresent(busy -> lines.add(MORE
                        + String.format(
                                Locale.ROOT,
                                "$%.3f at %,d MB where no environment ever rests: back to back a call is billed %.0f ms",
                                busy.total(),
                                busy.memory(),
                                busy.billed())));
        found.figures(advice.onDemand(found.memory()))
                .ifPresent(figures -> advice.costs().stream()
                        .findFirst()
                        .ifPresent(cost -> lines.add(MORE
                                + String.format(
                                        Locale.ROOT,
                                        "a thousand starts on demand are billed $%.4f beside it",
                                        1000
                                                * PredictionCost.time(
                                                        cost.prices(),
                                                        cost.memory(),
                                                        cost.architecture(),
                                                        figures.firstAnswer())))));
        if (lines.isEmpty()) {
            return lines;
        }
        ListPrices prices = advice.prices();
        lines.add(MORE + "list prices of " + prices.asOf() + ", " + prices.region()
                + ", without discounts or a free tier");
        return lines;
    }

    private static String label(String word) {
        return String.format(Locale.ROOT, "  %-16s", word);
    }
}
