package dev.slipway.core.platform;

import java.util.Objects;

/** A port could not do what it was asked. The subtype says what the caller may do about it. */
public abstract sealed class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlatformException(String message) {
        super(message);
    }

    PlatformException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** The platform does not answer, or is too busy. Nothing is known to have been done: try again later. */
    public static final class Unavailable extends PlatformException {
        private static final long serialVersionUID = 1L;

        /** What did not answer, and how. */
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        /** What did not answer, and how. */
        public Unavailable(String message) {
            super(message);
        }
    }

    /** The thing that was named does not exist. */
    public static final class Missing extends PlatformException {
        private static final long serialVersionUID = 1L;

        /** What is not there, and where it was looked for. */
        public Missing(String message) {
            super(message);
        }
    }

    /** Someone else changed it since the caller read it: read again, decide again. Nothing was done. */
    public static final class Conflict extends PlatformException {
        private static final long serialVersionUID = 1L;

        /** What was expected, and what stands there now. */
        public Conflict(String message) {
            super(message);
        }
    }

    /** The platform will never do this as it was asked; the message has the remedy. Nothing was done. */
    public static final class Refused extends PlatformException {
        private static final long serialVersionUID = 1L;

        /** What was refused, why, and what to do. */
        public Refused(String message) {
            super(message);
        }
    }

    /** The platform does not let these credentials do it; others may. Nothing was done. */
    public static final class Denied extends PlatformException {
        private static final long serialVersionUID = 1L;

        /** What was denied, and which credentials would do. */
        public Denied(String message) {
            super(message);
        }
    }

    /** Bytes are not what their digest says. They were not used. */
    public static final class Corrupt extends PlatformException {
        private static final long serialVersionUID = 1L;

        /** Which blob, the digest expected, the digest found. */
        public Corrupt(String message) {
            super(message);
        }
    }
}
