/** What commands ask of a stage, and read where none runs. */
@NullMarked
package dev.slipway.cli.stage;

import org.jspecify.annotations.NullMarked;
