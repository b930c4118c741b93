/** What is kept of training features, and what is said of files that are none. */
@NullMarked
package dev.slipway.packager.baseline;

import org.jspecify.annotations.NullMarked;
