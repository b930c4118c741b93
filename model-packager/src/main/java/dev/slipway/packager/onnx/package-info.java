/**
 * What an ONNX file says of itself, read without any engine: bounded in memory, and safe on files from strangers. Start
 * at {@link dev.slipway.packager.onnx.OnnxModel}.
 */
@NullMarked
package dev.slipway.packager.onnx;

import org.jspecify.annotations.NullMarked;
