/**
 * The ports on AWS: packages and release state in S3, versions and weights in Lambda, metrics and alarms in CloudWatch,
 * signatures by KMS. The one door to AWS: its types stop here. Start at {@link dev.slipway.aws.AwsPlatform}.
 */
@NullMarked
package dev.slipway.aws;

import org.jspecify.annotations.NullMarked;
