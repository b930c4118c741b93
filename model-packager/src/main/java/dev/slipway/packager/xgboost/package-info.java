/**
 * What an XGBoost file says of itself, in JSON or UBJSON, read without any engine and as a stream: trees are passed over,
 * so memory does not follow their number. Start at {@link dev.slipway.packager.xgboost.XgboostModel}.
 */
@NullMarked
package dev.slipway.packager.xgboost;

import org.jspecify.annotations.NullMarked;
