/**
 * Golden samples: requests whose answers are known, and whether an answer is as expected. The packager checks them when
 * it packs a model; the controller asks a new version for them before it gets any traffic (I4). Start at
 * {@link dev.slipway.core.proof.GoldenSample}.
 */
@NullMarked
package dev.slipway.core.proof;

import org.jspecify.annotations.NullMarked;
