package dev.slipway.core.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The acceptance table as a picture: a panel for each rate of requests, a line for each rule, from the healthy candidate
 * on the left, where a line should lie on the ground, to the worst on the right, where it should be at the top.
 */
final class Plot {

    private static final int PANEL = 250;
    private static final int HEIGHT = 200;
    private static final int LEFT = 56;
    private static final int TOP = 40;
    private static final int GAP = 34;
    private static final int LEGEND = 22;
    private static final List<String> COLOURS =
            List.of("#1668b8", "#5b9bd5", "#c2410c", "#7c3aed", "#0f8a5f", "#b5478f");
    private static final List<String> DASHES = List.of("", "1 2", "7 3", "2 3", "9 3 2 3", "4 4");

    private final List<Integer> rates;
    private final List<Double> ratios;
    private final Map<String, Double> shares;
    private final StringBuilder svg = new StringBuilder();

    /**
     * @param rates requests a minute, a panel each
     * @param ratios odds ratios, from left to right
     * @param shares the share that a rule rolled back, by {@link #key}
     */
    Plot(List<Integer> rates, List<Double> ratios, Map<String, Double> shares) {
        this.rates = rates;
        this.ratios = ratios;
        this.shares = shares;
    }

    static String key(int rate, double ratio, String rule) {
        return rate + " " + ratio + " " + rule;
    }

    String svg(List<String> rules) {
        int width = LEFT + rates.size() * (PANEL + GAP);
        int height = TOP + HEIGHT + 52 + LEGEND * rules.size();
        line(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">",
                width,
                height));
        line("<title>Share of releases rolled back within an hour, by rule</title>");
        line("<style>text{font:12px system-ui,sans-serif;fill:#222}.axis{stroke:#8886;fill:none}"
                + ".alpha{stroke:#888;stroke-dasharray:1 3}@media(prefers-color-scheme:dark){text{fill:#ddd}}</style>");
        for (int panel = 0; panel < rates.size(); panel++) {
            panel(LEFT + panel * (PANEL + GAP), rates.get(panel), rules);
        }
        line(String.format(
                Locale.ROOT,
                "<text x=\"14\" y=\"%d\" transform=\"rotate(-90 14 %d)\" text-anchor=\"middle\">rolled back</text>",
                TOP + HEIGHT / 2,
                TOP + HEIGHT / 2));
        for (int rule = 0; rule < rules.size(); rule++) {
            int y = TOP + HEIGHT + 58 + LEGEND * rule;
            line(String.format(
                    Locale.ROOT,
                    "<path d=\"M%d %dh34\" stroke=\"%s\" stroke-width=\"%d\" stroke-dasharray=\"%s\" fill=\"none\"/>",
                    LEFT,
                    y - 4,
                    COLOURS.get(rule),
                    rule == 0 ? 3 : 2,
                    DASHES.get(rule)));
            line(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 44, y, text(rules.get(rule))));
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(int left, int rate, List<String> rules) {
        line(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%,d requests a minute</text>",
                left + PANEL / 2,
                TOP - 16,
                rate));
        line(String.format(Locale.ROOT, "<path class=\"axis\" d=\"M%d %dv%dh%d\"/>", left, TOP, HEIGHT, PANEL));
        line(String.format(Locale.ROOT, "<path class=\"alpha\" d=\"M%d %.1fh%d\"/>", left, y(0.01), PANEL));
        for (int percent = 0; percent <= 100; percent += 25) {
            line(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d%s</text>",
                    left - 6,
                    y(percent / 100.0) + 4,
                    percent,
                    " %"));
        }
        for (double ratio : ratios) {
            line(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(left, ratio),
                    TOP + HEIGHT + 18,
                    ratio == 1 ? "healthy" : (int) ratio + " times"));
        }
        for (int rule = rules.size() - 1; rule >= 0; rule--) {
            List<String> points = new ArrayList<>();
            for (double ratio : ratios) {
                double share = shares.getOrDefault(key(rate, ratio, rules.get(rule)), 0.0);
                points.add(String.format(Locale.ROOT, "%.1f,%.1f", x(left, ratio), y(share)));
            }
            line(String.format(
                    Locale.ROOT,
                    "<polyline points=\"%s\" stroke=\"%s\" stroke-width=\"%d\" stroke-dasharray=\"%s\" fill=\"none\"/>",
                    String.join(" ", points),
                    COLOURS.get(rule),
                    rule == 0 ? 3 : 2,
                    DASHES.get(rule)));
        }
    }

    private double x(int left, double ratio) {
        return left + 24 + (PANEL - 48.0) * ratios.indexOf(ratio) / (ratios.size() - 1);
    }

    private static double y(double share) {
        return TOP + HEIGHT * (1 - share);
    }

    private static String text(String rule) {
        return rule.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void line(String text) {
        svg.append(text).append('\n');
    }
}
