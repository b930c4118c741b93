/**
 * What exists on AWS, as a CDK app. Stages, models and their digests are read first, as values ({@link
 * dev.slipway.infra.StagePlan}); the constructs only write down what they say. No construct touches what serves:
 * published versions and the weights of an alias belong to the release controller. Start at
 * {@link dev.slipway.infra.SlipwayApp}, then {@link dev.slipway.infra.ModelEndpoint}.
 */
@NullMarked
package dev.slipway.infra;

import org.jspecify.annotations.NullMarked;
