/**
 * A model folder to a package: reproducible, content-addressed, put into a store. Same folder, same bytes, same digest.
 */
@NullMarked
package dev.slipway.packager;

import org.jspecify.annotations.NullMarked;
