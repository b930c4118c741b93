package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StageSetup;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.apigatewayv2.CfnApiMapping;
import software.amazon.awscdk.services.apigatewayv2.CfnDomainName;
import software.constructs.Construct;

/** A name of one's own for a stage's API. Where the name points is its owner's to write into their DNS. */
final class StageDomain extends Construct {

    StageDomain(Construct scope, String id, StageSetup.Domain domain, StageNames names, Door door) {
        super(scope, id);
        CfnDomainName name = CfnDomainName.Builder.create(this, "Name")
                .domainName(domain.name())
                .domainNameConfigurations(List.of(CfnDomainName.DomainNameConfigurationProperty.builder()
                        .certificateArn(domain.certificate())
                        .endpointType("REGIONAL")
                        .securityPolicy("TLS_1_2")
                        .build()))
                .build();
        CfnApiMapping mapping = CfnApiMapping.Builder.create(this, "Mapping")
                .domainName(name.getRef())
                .apiId(door.api())
                .stage(door.deployed(names))
                .build();
        mapping.getNode().addDependency(door.ready());
        output(
                "Target",
                "Where " + domain.name() + " must point: a CNAME, or an alias record",
                name.getAttrRegionalDomainName());
        output("Zone", "The hosted zone of that, for an alias record", name.getAttrRegionalHostedZoneId());
    }

    private void output(String id, String description, String value) {
        CfnOutput.Builder.create(this, id).description(description).value(value).build();
    }
}
