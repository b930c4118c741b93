/**
 * One package behind HTTP in one process: the same endpoint that the Lambda function has, with no Lambda host. Start at
 * {@link dev.slipway.serve.Main}; {@link dev.slipway.serve.InferenceDoor} is a request's way.
 */
@NullMarked
package dev.slipway.serve;

import org.jspecify.annotations.NullMarked;
