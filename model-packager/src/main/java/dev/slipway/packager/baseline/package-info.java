/**
 * What the training features looked like, as far as drift can be seen by it: read from a CSV or Parquet file of any
 * size in a stream, and the same for the same file on every machine. Start at
 * {@link dev.slipway.packager.baseline.Baseline}.
 */
@NullMarked
package dev.slipway.packager.baseline;

import org.jspecify.annotations.NullMarked;
