/** Tests of rehearsals. */
@NullMarked
package dev.slipway.local.rehearsal;

import org.jspecify.annotations.NullMarked;
