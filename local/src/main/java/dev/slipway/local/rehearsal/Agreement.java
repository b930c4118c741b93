package dev.slipway.local.rehearsal;

/**
 * How often two versions gave different answers to the same requests, floating-point outputs left out: labels, classes,
 * texts. It decides nothing. It shows what errors and latency cannot see.
 *
 * @param asked requests that both answered
 * @param different those to which the answers differ
 */
public record Agreement(long asked, long different) {

    /** The share of different answers; 0 where nothing was asked. */
    public double share() {
        return asked == 0 ? 0 : (double) different / asked;
    }
}
