/** Tests of the controller: whole releases on a platform in memory and a clock that tests set. */
@NullMarked
package dev.slipway.core.control;

import org.jspecify.annotations.NullMarked;
