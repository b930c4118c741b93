/**
 * Whole releases under every kind of trouble, drawn from a seed: crashes at any call, lost and repeated writes, several
 * controllers at once, clocks that jump, metrics that come late or lie, people who act. The real controller runs over
 * the memory adapters, an {@link dev.slipway.core.simulation.Auditor} looks at what really reached them. Start at
 * {@link dev.slipway.core.simulation.History}.
 */
@NullMarked
package dev.slipway.core.simulation;

import org.jspecify.annotations.NullMarked;
