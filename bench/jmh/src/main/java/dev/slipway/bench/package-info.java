/** What the function itself costs beside its model: start at {@link dev.slipway.bench.HandlerBenchmark}. */
@NullMarked
package dev.slipway.bench;

import org.jspecify.annotations.NullMarked;
