package dev.slipway.core.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file, so that it is told once and whole. */
final class Findings {

    private record Finding(Place place, Problem problem) {}

    private final List<Finding> all = new ArrayList<>();

    void add(Place place, String found, String expected, String remedy) {
        all.add(new Finding(place, new Problem(place.toString(), found, expected, remedy)));
    }

    void add(Place place, String text) {
        add(place, text, "", "");
    }

    /**
     * Ends the reading where anything was found.
     *
     * @throws ProblemsException with all of it, in the order of the file
     */
    void raise() {
        if (!all.isEmpty()) {
            throw new ProblemsException(all.stream()
                    .sorted(Comparator.comparing(Finding::place))
                    .map(Finding::problem)
                    .distinct()
                    .toList());
        }
    }
}
