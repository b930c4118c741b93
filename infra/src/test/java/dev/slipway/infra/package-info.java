/** What the stacks say, from small model folders in test resources. All of it runs in one JVM: CDK's Node starts once. */
@NullMarked
package dev.slipway.infra;

import org.jspecify.annotations.NullMarked;
