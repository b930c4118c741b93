package dev.slipway.core.proof;

/**
 * What differs between an answer and a golden sample.
 *
 * @param line the sample's line in its file, from 1
 * @param place what was looked at: {@code output "probabilities" at index [0, 7]}
 * @param expected what the sample says
 * @param found what was answered
 */
public record Mismatch(int line, String place, String expected, String found) {

    static Mismatch of(GoldenSample sample, String place, String expected, String found) {
        return new Mismatch(sample.line(), place, expected, found);
    }

    @Override
    public String toString() {
        return "sample line " + line + ": " + place + ": expected " + expected + ", found " + found;
    }
}
