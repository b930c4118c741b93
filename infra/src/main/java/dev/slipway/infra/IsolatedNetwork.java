package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.CfnFlowLog;
import software.amazon.awscdk.services.ec2.CfnRouteTable;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.CfnSubnet;
import software.amazon.awscdk.services.ec2.CfnSubnetRouteTableAssociation;
import software.amazon.awscdk.services.ec2.CfnVPC;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A network with a way to the stage's packages and nowhere else: what a model's native code does, it does alone. It
 * costs nothing, for the way to S3 is a gateway endpoint. Lambda itself carries calls and logs in and out.
 */
final class IsolatedNetwork extends Construct {

    private static final String NETWORK = "10.0.0.0/24";
    private static final List<String> SUBNETS = List.of("10.0.0.0/25", "10.0.0.128/25");
    private static final int TLS = 443;

    private final Placement placement;

    IsolatedNetwork(Construct scope, String id, StageNames names, Housing housing, Store store) {
        super(scope, id);
        String name = "slipway-" + names.stage();
        CfnVPC network = CfnVPC.Builder.create(this, "Vpc")
                .cidrBlock(NETWORK)
                .enableDnsSupport(true)
                .enableDnsHostnames(true)
                .tags(named(name))
                .build();
        CfnRouteTable routes = CfnRouteTable.Builder.create(this, "Routes")
                .vpcId(network.getRef())
                .tags(named(name))
                .build();
        CfnVPCEndpoint.Builder.create(this, "Packages")
                .vpcId(network.getRef())
                .vpcEndpointType("Gateway")
                .serviceName("com.amazonaws." + names.region() + ".s3")
                .routeTableIds(List.of(routes.getRef()))
                .policyDocument(onlyPackages(store))
                .build();
        CfnSecurityGroup group = CfnSecurityGroup.Builder.create(this, "Functions")
                .groupDescription("Functions of the stage " + names.stage() + ": nothing in, TLS out")
                .vpcId(network.getRef())
                .securityGroupEgress(List.of(CfnSecurityGroup.EgressProperty.builder()
                        .description("TLS; the only route leads to the packages")
                        .ipProtocol("tcp")
                        .fromPort(TLS)
                        .toPort(TLS)
                        .cidrIp("0.0.0.0/0")
                        .build()))
                .build();
        flowLog(network, housing);
        this.placement = new Placement(subnets(network, routes, name), List.of(group.getRef()));
    }

    /** Where functions run in it. */
    Placement placement() {
        return placement;
    }

    private List<String> subnets(CfnVPC network, CfnRouteTable routes, String name) {
        List<String> ids = new ArrayList<>();
        for (int zone = 0; zone < SUBNETS.size(); zone++) {
            CfnSubnet subnet = CfnSubnet.Builder.create(this, "Subnet" + zone)
                    .vpcId(network.getRef())
                    .cidrBlock(SUBNETS.get(zone))
                    .availabilityZone(Fn.select(zone, Fn.getAzs()))
                    .mapPublicIpOnLaunch(false)
                    .tags(named(name + "-" + zone))
                    .build();
            CfnSubnetRouteTableAssociation.Builder.create(this, "Way" + zone)
                    .subnetId(subnet.getRef())
                    .routeTableId(routes.getRef())
                    .build();
            ids.add(subnet.getRef());
        }
        return ids;
    }

    private static PolicyDocument onlyPackages(Store store) {
        return PolicyDocument.Builder.create()
                .statements(List.of(PolicyStatement.Builder.create()
                        .sid("OnlyPackages")
                        .principals(List.of(new AnyPrincipal()))
                        .actions(List.of("s3:GetObject", "s3:ListBucket"))
                        .resources(List.of(store.bucketArn(), store.bucketArn() + "/" + StageNames.PACKAGES + "*"))
                        .build()))
                .build();
    }

    /** What was tried and refused can be seen. */
    private void flowLog(CfnVPC network, Housing housing) {
        LogGroup log = housing.log(this, "FlowLog", false);
        Role role = Role.Builder.create(this, "FlowLogRole")
                .description("Slipway: writes the network's flow log")
                .assumedBy(new ServicePrincipal("vpc-flow-logs.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Work",
                        PolicyDocument.Builder.create()
                                .statements(List.of(PolicyStatement.Builder.create()
                                        .sid("WriteLogs")
                                        .actions(List.of(
                                                "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"))
                                        .resources(List.of(log.getLogGroupArn()))
                                        .build()))
                                .build()))
                .build();
        CfnFlowLog.Builder.create(this, "Flow")
                .resourceId(network.getRef())
                .resourceType("VPC")
                .trafficType("ALL")
                .logDestinationType("cloud-watch-logs")
                .logDestination(log.getLogGroupArn())
                .deliverLogsPermissionArn(role.getRoleArn())
                .build();
    }

    private static List<CfnTag> named(String name) {
        return List.of(CfnTag.builder().key("Name").value(name).build());
    }
}
