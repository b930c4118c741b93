/**
 * JSON as values: what every stored state, event, ledger record and manifest is written in. Start at
 * {@link dev.slipway.core.json.Json}; {@link dev.slipway.core.json.JsonText} reads and writes it. Not for the inference
 * path, which streams, most of it by {@link dev.slipway.core.json.PlainParser}.
 */
@NullMarked
package dev.slipway.core.json;

import org.jspecify.annotations.NullMarked;
