package dev.slipway.functions.engine.tree;

/** XGBoost refused; the message is the first line of what it said, without its own stack. */
final class XgboostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    XgboostException(String said) {
        super(brief(said));
    }

    /** It begins with a time and a source file, {@code [22:10:03] /workspace/src/data.cc:12: }, and ends in a stack. */
    private static String brief(String said) {
        String first = said.split("Stack trace:", 2)[0];
        return first.replaceFirst("^\\[[0-9:]+\\] \\S+:\\d+: ", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
