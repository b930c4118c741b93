/**
 * What happens before the first client is answered, whatever carries the calls: a package by its digest becomes a model
 * in memory, and the path to it is warmed. Start at {@link dev.slipway.functions.start.PackageLoader}.
 */
@NullMarked
package dev.slipway.functions.start;

import org.jspecify.annotations.NullMarked;
