/**
 * Environments: child processes in which AWS's own runtime interface client runs a function's code, and the Lambda
 * Runtime API they ask for calls. Start at {@link dev.slipway.local.runtime.VersionHost}: it holds one version's
 * environments and hands calls to them. {@link dev.slipway.local.runtime.RuntimeServer} is the wire,
 * {@link dev.slipway.local.runtime.Launch} what a child is started with.
 */
@NullMarked
package dev.slipway.local.runtime;

import org.jspecify.annotations.NullMarked;
