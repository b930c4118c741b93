/**
 * What a model folder of MLflow's says of itself: its {@code MLmodel}, and the example that its author gave, as data. Start at
 * {@link dev.slipway.packager.mlflow.Mlmodel}.
 */
@NullMarked
package dev.slipway.packager.mlflow;

import org.jspecify.annotations.NullMarked;
