package dev.slipway.aws.emulator;

/** What became of looking for an emulator. */
sealed interface EmulatorSearch {

    /** Whether what the table says it cannot is tried all the same: what passes then is news. */
    String TRY_ALL = "emulator.try-all";

    /**
     * One runs.
     *
     * @param emulator which, and where
     * @param running what was started for these tests, and ends after them
     */
    record Found(Emulator emulator, Running running) implements EmulatorSearch, AutoCloseable {
        /** JUnit calls it when all tests of the run are done. */
        @Override
        public void close() {
            running.end();
        }
    }

    /** None was named and none could be had, and none is required. */
    record Absent(String reason) implements EmulatorSearch {}

    /** What runs for these tests alone. */
    @FunctionalInterface
    interface Running {
        /** It was there before, and stays. */
        Running SOMEBODY_ELSES = () -> {};

        void end();
    }
}
