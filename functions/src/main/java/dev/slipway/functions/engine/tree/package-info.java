/**
 * Ensembles of trees by the C interfaces of their own libraries: {@link dev.slipway.functions.engine.tree.XgboostEngine}
 * and {@link dev.slipway.functions.engine.tree.LightgbmEngine}. The libraries are opened at the bundle's fixed path and
 * called without a layer in between (java.lang.foreign): no jar unpacks a native, and rows are not copied on their way.
 * One input, a row a case; one output.
 */
@NullMarked
package dev.slipway.functions.engine.tree;

import org.jspecify.annotations.NullMarked;
