package dev.slipway.core.spec;

import java.util.List;
import java.util.stream.Collectors;

/** What a user gave us cannot be used. Carries all that is wrong with it, not only the first. */
public final class ProblemsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** All that is wrong; at least one. */
    public ProblemsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** One thing that is wrong. */
    public ProblemsException(Problem problem) {
        this(List.of(problem));
    }

    /** All that is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
