package dev.slipway.bench;

/** What is measured; the number comes out so that nobody may leave the work out. */
@FunctionalInterface
interface Work {
    int run() throws Exception;
}
