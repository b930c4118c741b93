/**
 * The engines behind {@link dev.slipway.functions.tensor.Predictor}. Start at
 * {@link dev.slipway.functions.engine.Engines}, which knows the engine of each format; an engine
 * ({@link dev.slipway.functions.engine.ModelEngine}) takes a package's files
 * ({@link dev.slipway.functions.engine.ModelFiles}), verified and in memory, and gives a predictor. Natives lie at the
 * fixed path that {@link dev.slipway.functions.engine.EngineSettings} names, the bundle's {@code native/}; nothing is
 * unpacked at start.
 */
@NullMarked
package dev.slipway.functions.engine;

import org.jspecify.annotations.NullMarked;
