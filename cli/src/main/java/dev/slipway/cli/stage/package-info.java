/** The running stage: {@code up} starts one, {@code StageClient} talks to one. */
@NullMarked
package dev.slipway.cli.stage;

import org.jspecify.annotations.NullMarked;
