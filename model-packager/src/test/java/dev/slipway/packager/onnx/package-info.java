/** What the reader makes of ONNX files: real ones, built ones, and broken ones. */
@NullMarked
package dev.slipway.packager.onnx;

import org.jspecify.annotations.NullMarked;
