package dev.slipway.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * What everything of a stage that writes logs has in common.
 *
 * @param key encrypts them
 * @param logDays how many days they are kept
 */
record Housing(IKey key, int logDays) {

    /**
     * Makes a log group.
     *
     * @param keeps whether it outlives the stack
     */
    LogGroup log(Construct scope, String id, boolean keeps) {
        LogGroup log = LogGroup.Builder.create(scope, id)
                .encryptionKey(key)
                .removalPolicy(keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
        plain(log).setRetentionInDays(logDays);
        return log;
    }

    /** Makes a log group of this name. */
    LogGroup log(Construct scope, String id, String name) {
        LogGroup log = log(scope, id, false);
        plain(log).setLogGroupName(name);
        return log;
    }

    private static CfnLogGroup plain(LogGroup log) {
        if (log.getNode().getDefaultChild() instanceof CfnLogGroup plain) {
            return plain;
        }
        throw new IllegalStateException(log.getNode().getPath() + " has no plain log group");
    }
}
