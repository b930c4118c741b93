/**
 * The words everything else is written in: names, digests, tensor types, signatures, golden samples and the package
 * manifest. Start at {@link dev.slipway.core.model.Manifest}: it says what a version is made of.
 */
@NullMarked
package dev.slipway.core.model;

import org.jspecify.annotations.NullMarked;
