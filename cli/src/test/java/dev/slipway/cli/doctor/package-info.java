/** What {@code slipway doctor} measures and shows. */
@NullMarked
package dev.slipway.cli.doctor;

import org.jspecify.annotations.NullMarked;
