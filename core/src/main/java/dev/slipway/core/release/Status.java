package dev.slipway.core.release;

import java.time.Instant;

/** Where a release stands. */
public sealed interface Status {

    /** The word people and programs read: {@code running}, {@code rolled-back}. */
    String word();

    /** Whether nothing will change it any more (I3). */
    default boolean isFinal() {
        return switch (this) {
            case Promoted(var _, var _), RolledBack(var _, var _) -> true;
            case Running(), Paused(var _, var _, var _), Waiting(var _, var _, var _) -> false;
        };
    }

    /** It goes its way. */
    record Running() implements Status {
        @Override
        public String word() {
            return "running";
        }
    }

    /**
     * A person stopped it: no weight rises. Evidence against the candidate still rolls back.
     *
     * @param by who
     * @param why in their words
     * @param since when
     */
    record Paused(String by, String why, Instant since) implements Status {
        @Override
        public String word() {
            return "paused";
        }
    }

    /**
     * It cannot go on by itself. Evidence against the candidate still rolls back.
     *
     * @param need what it waits for
     * @param reason what brought it here
     * @param since when
     */
    record Waiting(Need need, Reason reason, Instant since) implements Status {
        @Override
        public String word() {
            return "waiting";
        }
    }

    /**
     * The candidate is the new stable.
     *
     * @param reason why
     * @param at when it was decided
     */
    record Promoted(Reason reason, Instant at) implements Status {
        @Override
        public String word() {
            return "promoted";
        }
    }

    /**
     * The candidate gets no traffic.
     *
     * @param reason why
     * @param at when it was decided
     */
    record RolledBack(Reason reason, Instant at) implements Status {
        @Override
        public String word() {
            return "rolled-back";
        }
    }

    /** What a waiting release waits for. */
    enum Need {
        /** A person's approval. */
        APPROVAL,
        /** More evidence than the step's time gave, or a person. */
        EVIDENCE
    }
}
