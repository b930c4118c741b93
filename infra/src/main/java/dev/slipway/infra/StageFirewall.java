package dev.slipway.infra;

import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StageSetup.Firewall;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.apigateway.Stage;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/** What looks at calls before a REST API does: nothing, a web ACL that is there, or one made here. */
final class StageFirewall extends Construct {

    /** AWS WAF counts an address's calls over this time. */
    private static final int WINDOW_SECONDS = 300;

    /**
     * AWS's common rules are left out: they refuse bodies above 8 KB, and an image is larger. These two look at who calls
     * and for known attacks.
     */
    private static final List<String> MANAGED =
            List.of("AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet");

    private final StageNames names;

    StageFirewall(Construct scope, String id, AwsStage stage, Housing housing, Stage deployed) {
        super(scope, id);
        this.names = StageNames.of(stage);
        switch (stage.setup().firewall()) {
            case Firewall.None() -> {
                new Waiver(
                                "AwsSolutions-APIG3",
                                "stages.yaml says firewall: none for this stage; the default is managed")
                        .on(deployed);
            }
            case Firewall.Existing(String arn) -> associate(arn, deployed);
            case Firewall.Managed() -> {
                CfnWebACL rules = rules(stage.setup().throttle().rate());
                associate(rules.getAttrArn(), deployed);
                log(rules, housing);
            }
        }
    }

    private void associate(String acl, Stage deployed) {
        CfnWebACLAssociation.Builder.create(this, "Association")
                .webAclArn(acl)
                .resourceArn(deployed.getStageArn())
                .build();
    }

    private CfnWebACL rules(int rate) {
        return CfnWebACL.Builder.create(this, "Rules")
                .name("slipway-" + names.stage())
                .description("Slipway, stage " + names.stage())
                .scope("REGIONAL")
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                .visibilityConfig(counted("all"))
                .rules(List.of(managed(0), managed(1), rate(2, rate)))
                .build();
    }

    private CfnWebACL.RuleProperty managed(int priority) {
        String name = MANAGED.get(priority);
        return CfnWebACL.RuleProperty.builder()
                .name(name)
                .priority(priority)
                .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                        .none(Map.of())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name(name)
                                .build())
                        .build())
                .visibilityConfig(counted(name))
                .build();
    }

    /** An address that takes all that the stage lets in, for five minutes, has to stop, so that others get in. */
    private CfnWebACL.RuleProperty rate(int priority, int rate) {
        return CfnWebACL.RuleProperty.builder()
                .name("one-address-takes-all")
                .priority(priority)
                .action(CfnWebACL.RuleActionProperty.builder()
                        .block(CfnWebACL.BlockActionProperty.builder().build())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .rateBasedStatement(CfnWebACL.RateBasedStatementProperty.builder()
                                .aggregateKeyType("IP")
                                .evaluationWindowSec(WINDOW_SECONDS)
                                .limit(rate * WINDOW_SECONDS)
                                .build())
                        .build())
                .visibilityConfig(counted("one-address-takes-all"))
                .build();
    }

    private CfnWebACL.VisibilityConfigProperty counted(String name) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .metricName("slipway-" + names.stage() + "-" + name)
                .sampledRequestsEnabled(false)
                .build();
    }

    /** AWS WAF writes to log groups of this beginning only. What shows who calls is left out. */
    private void log(CfnWebACL rules, Housing housing) {
        String name = "aws-waf-logs-slipway-" + names.stage();
        var log = housing.log(this, "Log", name);
        CfnLoggingConfiguration logging = CfnLoggingConfiguration.Builder.create(this, "Logging")
                .resourceArn(rules.getAttrArn())
                .logDestinationConfigs(
                        List.of("arn:aws:logs:" + names.region() + ":" + names.account() + ":log-group:" + name))
                .redactedFields(List.of(redacted("authorization"), redacted("x-api-key")))
                .build();
        logging.getNode().addDependency(log);
    }

    private static CfnLoggingConfiguration.FieldToMatchProperty redacted(String header) {
        return CfnLoggingConfiguration.FieldToMatchProperty.builder()
                .singleHeader(Map.of("Name", header))
                .build();
    }
}
