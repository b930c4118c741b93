/**
 * What readers of model files have in common: a folder's files as streams, and the one exception that says why a file is
 * no model of its format. The readers stand beside it, a package a format ({@code packager.onnx}, ...).
 */
@NullMarked
package dev.slipway.packager.format;

import org.jspecify.annotations.NullMarked;
