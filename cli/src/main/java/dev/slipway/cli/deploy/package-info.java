/**
 * A stage on AWS made, changed, looked at and taken away by command. What is to be done is decided from what was seen,
 * as values: start at {@link dev.slipway.cli.deploy.DeployPlan}; {@link dev.slipway.cli.deploy.Deploying} does it, step by
 * step, and looks again after each.
 */
@NullMarked
package dev.slipway.cli.deploy;

import org.jspecify.annotations.NullMarked;
