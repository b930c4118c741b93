/** Tests of the words as they are stored. */
@NullMarked
package dev.slipway.core.model;

import org.jspecify.annotations.NullMarked;
