/** What tests of several packages stand on: small ONNX models, packages, contexts. */
@NullMarked
package dev.slipway.functions.testing;

import org.jspecify.annotations.NullMarked;
