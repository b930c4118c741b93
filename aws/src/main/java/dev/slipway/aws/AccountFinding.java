package dev.slipway.aws;

import dev.slipway.core.json.Json;

/**
 * What one look at an account showed.
 *
 * @param check the check's name, for people and for programs
 * @param question what is looked at
 * @param command the same by AWS's own command
 * @param outcome how it is
 * @param found what was found
 * @param expected what was expected
 * @param remedy what to do; empty where there is nothing to do
 */
public record AccountFinding(
        String check, String question, String command, Outcome outcome, String found, String expected, String remedy) {

    /** How it is. */
    public enum Outcome {
        /** As it should be. */
        AS_EXPECTED("as expected"),
        /** Otherwise. */
        OTHERWISE("otherwise"),
        /** There is nothing to look at yet. */
        NOT_YET("not yet"),
        /** It could not be looked at. */
        UNSEEN("not seen");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The word for people and programs. */
        public String word() {
            return word;
        }
    }

    /** The finding for programs. */
    public Json.Fields json() {
        return Json.object()
                .with("check", Json.of(check))
                .with("question", Json.of(question))
                .with("command", Json.of(command))
                .with("outcome", Json.of(outcome.word()))
                .with("found", Json.of(found))
                .with("expected", Json.of(expected))
                .with("remedy", Json.of(remedy));
    }
}
