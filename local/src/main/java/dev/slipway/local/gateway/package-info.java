/**
 * The HTTP front of the local stage: what API Gateway's HTTP API is on AWS. A request becomes an event (payload format
 * 2.0), goes to the version that the weights choose, and the answer becomes a response. Start at
 * {@link dev.slipway.local.gateway.Gateway}.
 */
@NullMarked
package dev.slipway.local.gateway;

import org.jspecify.annotations.NullMarked;
