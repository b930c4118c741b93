package dev.slipway.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From values to places in a plot.
 *
 * @param width of the whole drawing
 * @param height of the whole drawing
 * @param seconds what the horizontal axis spans, from 0
 * @param low the value at the bottom
 * @param high the value at the top
 */
record Axes(double width, double height, double seconds, double low, double high) {

    static final double LEFT = 46;
    static final double RIGHT = 12;
    static final double TOP = 12;
    static final double BOTTOM = 22;

    private static final List<Double> STEPS = List.of(
            1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14_400.0,
            43_200.0, 86_400.0);

    double x(double at) {
        return LEFT + (width - LEFT - RIGHT) * Math.clamp(at / seconds, 0, 1);
    }

    double y(double value) {
        double share = (Math.clamp(value, low, high) - low) / (high - low);
        return height - BOTTOM - (height - TOP - BOTTOM) * share;
    }

    /** A place as SVG has it. */
    static String place(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    String point(double at, double value) {
        return place(x(at)) + "," + place(y(value));
    }

    /** Where the horizontal axis is marked: six to a dozen times. */
    List<Double> times(int most) {
        double step = STEPS.stream()
                .filter(each -> seconds / each <= most)
                .findFirst()
                .orElse(Math.ceil(seconds / most / 86_400) * 86_400);
        List<Double> times = new ArrayList<>();
        for (double at = 0; at <= seconds; at += step) {
            times.add(at);
        }
        return times;
    }

    /** A time on the axis: {@code 0}, {@code 30s}, {@code 2m}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole == 0) {
            return "0";
        }
        if (whole % 3600 == 0) {
            return whole / 3600 + "h";
        }
        if (whole >= 3600) {
            return whole / 3600 + "h" + whole % 3600 / 60 + "m";
        }
        return whole % 60 == 0 ? whole / 60 + "m" : whole < 60 ? whole + "s" : whole / 60 + "m" + whole % 60 + "s";
    }

    /** A round number at or above {@code value}: where an axis that begins at 0 ends. */
    static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
        for (double step : new double[] {1, 2, 2.5, 5, 10}) {
            if (step * power >= value * 0.999) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
