package dev.slipway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.constructs.Construct;

/**
 * A rule of a linter that a resource does not follow, and why. Written into the template beside the resource, where the
 * linter looks for it and whoever reads the template finds it.
 *
 * @param rule the rule: cdk-nag's {@code AwsSolutions-IAM5}, Checkov's {@code CKV_AWS_18} or cfn-lint's {@code W2530}
 * @param reason why it does not hold here
 */
record Waiver(String rule, String reason) {

    /** Writes it beside the plain resource of a construct, after those that are there. */
    void on(Construct construct) {
        var found = construct instanceof CfnResource
                ? construct
                : construct.getNode().getDefaultChild();
        if (!(found instanceof CfnResource resource)) {
            throw new IllegalArgumentException(construct.getNode().getPath() + " has no plain resource of its own");
        }
        if (rule.startsWith("CKV")) {
            add(resource, "checkov", "skip", words("comment"));
        } else if (rule.startsWith("AwsSolutions-")) {
            add(resource, "cdk_nag", "rules_to_suppress", words("reason"));
        } else {
            ignore(resource);
            add(resource, "slipway", "cfn_lint", words("reason"));
        }
    }

    /** cfn-lint takes rules alone; their reasons lie beside them. */
    private void ignore(CfnResource resource) {
        List<Object> rules = new ArrayList<>();
        if (resource.getMetadata("cfn-lint") instanceof Map<?, ?> before
                && before.get("config") instanceof Map<?, ?> config
                && config.get("ignore_checks") instanceof List<?> ignored) {
            rules.addAll(ignored);
        }
        rules.add(rule);
        resource.addMetadata("cfn-lint", Map.of("config", Map.of("ignore_checks", rules)));
    }

    /** Sorted: Map.of has another order in every process, and the same stage must give the same template. */
    private Map<String, String> words(String name) {
        return new TreeMap<>(Map.of("id", rule, name, reason));
    }

    private static void add(CfnResource resource, String tool, String list, Map<String, String> words) {
        List<Object> all = new ArrayList<>();
        if (resource.getMetadata(tool) instanceof Map<?, ?> before && before.get(list) instanceof List<?> items) {
            all.addAll(items);
        }
        all.add(words);
        resource.addMetadata(tool, Map.of(list, all));
    }
}
