/**
 * The function service and the router of the local stage: published versions and their weights, kept in a folder, and
 * served by {@link dev.slipway.local.runtime.FunctionHost}. Start at {@link dev.slipway.local.function.Endpoints}, which
 * {@link dev.slipway.local.function.LocalFunctionService} and {@link dev.slipway.local.function.LocalRouter} are views
 * of.
 */
@NullMarked
package dev.slipway.local.function;

import org.jspecify.annotations.NullMarked;
