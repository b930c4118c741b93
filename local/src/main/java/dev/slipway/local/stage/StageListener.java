package dev.slipway.local.stage;

/** Hears what a stage does. Called by the stage's own threads; must not block. */
public interface StageListener {

    /** Something that people like to know, in one line. */
    void progress(String line);

    /** Something that people should look at, in one line. The stage goes on. */
    void warning(String line);

    /** A listener that keeps it to itself. */
    static StageListener silent() {
        return new StageListener() {
            @Override
            public void progress(String line) {
                // nobody wants to know
            }

            @Override
            public void warning(String line) {
                // nobody wants to know
            }
        };
    }
}
