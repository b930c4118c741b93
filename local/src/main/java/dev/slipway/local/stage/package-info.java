/**
 * A whole stage on one machine: stores, function host, gateway and release controller, wired together, with the stage's
 * own door under {@code /stage/}. Start at {@link dev.slipway.local.stage.Stage}.
 */
@NullMarked
package dev.slipway.local.stage;

import org.jspecify.annotations.NullMarked;
