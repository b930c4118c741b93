package dev.slipway.core.control;

/** The controller does not do what it was asked; the message says why and what to do. Nothing was done. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why, and what to do. */
    public RefusedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What kind of refusal it is. */
    public Kind kind() {
        return kind;
    }

    /** Kinds of refusals. */
    public enum Kind {
        /** It was asked wrongly: a plan that cannot work, a package of another model. */
        WRONG,
        /** The endpoint, release or package does not exist. */
        UNKNOWN,
        /** It does not fit what is there now: another release runs, or this one has ended. */
        CONFLICT
    }
}
