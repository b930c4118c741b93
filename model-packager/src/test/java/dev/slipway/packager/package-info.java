/** What the packager does with the examples, with small models built here, and with what is wrong. */
@NullMarked
package dev.slipway.packager;

import org.jspecify.annotations.NullMarked;
