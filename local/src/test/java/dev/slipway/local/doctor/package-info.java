/** What measures a package: its parts that start no process. */
@NullMarked
package dev.slipway.local.doctor;

import org.jspecify.annotations.NullMarked;
