/**
 * What people write, as records: {@code slipway.yaml} and {@code stages.yaml}, read with all problems at once. Start at
 * {@link dev.slipway.core.spec.Problem} for the form of our messages.
 */
@NullMarked
package dev.slipway.core.spec;

import org.jspecify.annotations.NullMarked;
