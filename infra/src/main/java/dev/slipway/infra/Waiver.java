package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.constructs.Construct;

/**
 * A rule of a security linter that a resource does not follow, and why. Written into the template beside the resource,
 * where cdk-nag looks for it and whoever reads the template finds it.
 *
 * @param rule the rule, such as {@code AwsSolutions-IAM5}
 * @param reason why it does not hold here
 */
record Waiver(String rule, String reason) {

    /** Writes it beside the plain resource of a construct. */
    void on(Construct construct) {
        var found = construct instanceof CfnResource
                ? construct
                : construct.getNode().getDefaultChild();
        if (!(found instanceof CfnResource resource)) {
            throw new IllegalArgumentException(construct.getNode().getPath() + " has no plain resource of its own");
        }
        // Sorted: Map.of has another order in every process, and the same stage must give the same template.
        Map<String, String> words = new TreeMap<>(Map.of("id", rule, "reason", reason));
        resource.addMetadata("cdk_nag", Map.of("rules_to_suppress", List.of(words)));
    }
}
