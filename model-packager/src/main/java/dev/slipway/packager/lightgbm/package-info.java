/**
 * What a LightGBM text file says of itself, read without any engine, line by line. Start at
 * {@link dev.slipway.packager.lightgbm.LightgbmModel}.
 */
@NullMarked
package dev.slipway.packager.lightgbm;

import org.jspecify.annotations.NullMarked;
