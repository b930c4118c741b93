package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.FakeAws.Says;
import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CloudFormation tells of stacks, on the wire. */
class CloudFormationStacksTest {

    private static final Says NONE =
            FakeAws.query(400, "ValidationError", "Stack with id SlipwayPlatform-prod does not exist");

    @Test
    void aStackHasItsStateAndItsOutputs() {
        try (FakeAws aws = new FakeAws(described("UPDATE_COMPLETE"))) {
            assertThat(find(aws))
                    .contains(new Stack(
                            "SlipwayPlatform-prod",
                            State.READY,
                            "UPDATE_COMPLETE",
                            Map.of("Url", "https://a.execute-api.eu-west-1.amazonaws.com")));
            assertThat(aws.requests().getFirst().body())
                    .contains("Action=DescribeStacks", "StackName=SlipwayPlatform-prod");
        }
    }

    @Test
    void whatDoesNotExistOrIsDeletedIsNoStack() {
        try (FakeAws aws = new FakeAws(NONE, described("DELETE_COMPLETE"))) {
            assertThat(find(aws)).isEmpty();
            assertThat(find(aws)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE_COMPLETE, READY",
        "UPDATE_ROLLBACK_COMPLETE, READY",
        "ROLLBACK_COMPLETE, EMPTY",
        "REVIEW_IN_PROGRESS, EMPTY",
        "UPDATE_IN_PROGRESS, CHANGING",
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, CHANGING",
        "DELETE_IN_PROGRESS, CHANGING",
        "UPDATE_ROLLBACK_FAILED, STUCK",
        "DELETE_FAILED, STUCK",
        "CREATE_FAILED, STUCK",
        "a word that AWS will think of, STUCK"
    })
    void eachStatusSaysWhatCanBeDone(String status, State state) {
        assertThat(CloudFormationStacks.state(status)).isEqualTo(state);
    }

    @Test
    void ofAChangeThatFailedTheFirstFailureIsTheReason() {
        try (FakeAws aws = new FakeAws(events(
                event("SlipwayModel-prod-digits", "AWS::CloudFormation::Stack", "ROLLBACK_COMPLETE", ""),
                event("Permission", "AWS::Lambda::Permission", "CREATE_FAILED", "Resource creation cancelled"),
                event("Route", "AWS::ApiGatewayV2::Route", "CREATE_FAILED", "a later one"),
                event(
                        "Alias",
                        "Custom::SlipwayAlias",
                        "CREATE_FAILED",
                        "version 1 of digits was not let to clients: version 1 failed to start"),
                event("SlipwayModel-prod-digits", "AWS::CloudFormation::Stack", "CREATE_IN_PROGRESS", "User Initiated"),
                event("Old", "AWS::Lambda::Function", "UPDATE_FAILED", "of the change before")))) {
            assertThat(failure(aws))
                    .contains("Alias: version 1 of digits was not let to clients: version 1 failed to start");
        }
    }

    @Test
    void whatWasGivenUpBecauseOfAnotherIsNoReasonWhicheverComesFirst() {
        try (FakeAws aws = new FakeAws(events(
                event("SlipwayModel-prod-digits", "AWS::CloudFormation::Stack", "UPDATE_ROLLBACK_COMPLETE", ""),
                event("Function", "AWS::Lambda::Function", "UPDATE_FAILED", "the role may not be assumed"),
                event("Log", "AWS::Logs::LogGroup", "UPDATE_FAILED", "Resource update cancelled"),
                event("Old", "AWS::Lambda::Permission", "DELETE_FAILED", "Resource deletion cancelled"),
                event(
                        "SlipwayModel-prod-digits",
                        "AWS::CloudFormation::Stack",
                        "UPDATE_IN_PROGRESS",
                        "User Initiated")))) {
            assertThat(failure(aws)).contains("Function: the role may not be assumed");
        }
    }

    @Test
    void aChangeThatSucceededHasNoFailureWhateverWasBefore() {
        try (FakeAws aws = new FakeAws(events(
                event("SlipwayModel-prod-digits", "AWS::CloudFormation::Stack", "UPDATE_COMPLETE", ""),
                event("SlipwayModel-prod-digits", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS", "User Initiated"),
                event("Old", "AWS::Lambda::Function", "UPDATE_FAILED", "of the change before")))) {
            assertThat(failure(aws)).isEmpty();
        }
    }

    @Test
    void whatFailedBeforeThisChangeBeganIsNotToldAsTodays() {
        String before = event("Old", "AWS::Lambda::Function", "UPDATE_FAILED", "of a week ago");
        String begun = event("SlipwayModel-prod-digits", "AWS::CloudFormation::Stack", "ROLLBACK_COMPLETE", "");
        try (FakeAws aws = new FakeAws(events(numbered("e2", begun), numbered("e1", before)))) {
            try (AwsPlatform platform = AwsPlatform.over(TestClients.of(aws.settings()))) {
                Stacks stacks = platform.stacks();
                Optional<String> newest = stacks.newest("SlipwayModel-prod-digits");

                assertThat(newest).contains("e2");
                assertThat(stacks.failure("SlipwayModel-prod-digits", newest))
                        .as("the CDK failed before it changed anything")
                        .isEmpty();
                assertThat(stacks.failure("SlipwayModel-prod-digits", Optional.of("e1")))
                        .isEmpty();
                assertThat(stacks.failure("SlipwayModel-prod-digits", Optional.empty()))
                        .contains("Old: of a week ago");
            }
        }
    }

    @Test
    void aStackHasTheTemplateThatItWasGivenAndOneThatDoesNotExistHasNone() {
        Says template = FakeAws.xml("<GetTemplateResponse><GetTemplateResult><TemplateBody>{&quot;Resources&quot;: {}}"
                + "</TemplateBody></GetTemplateResult></GetTemplateResponse>");
        try (FakeAws aws = new FakeAws(template, NONE);
                AwsPlatform platform = AwsPlatform.over(TestClients.of(aws.settings()))) {
            assertThat(platform.stacks().template("SlipwayPlatform-prod")).contains("{\"Resources\": {}}");
            assertThat(aws.requests().getFirst().body()).contains("Action=GetTemplate", "TemplateStage=Original");
            assertThat(platform.stacks().template("SlipwayPlatform-prod")).isEmpty();
        }
    }

    private static Optional<Stack> find(FakeAws aws) {
        try (AwsPlatform platform = AwsPlatform.over(TestClients.of(aws.settings()))) {
            return platform.stacks().find("SlipwayPlatform-prod");
        }
    }

    private static Optional<String> failure(FakeAws aws) {
        try (AwsPlatform platform = AwsPlatform.over(TestClients.of(aws.settings()))) {
            return platform.stacks().failure("SlipwayModel-prod-digits", Optional.empty());
        }
    }

    private static Says described(String status) {
        return FakeAws.xml("<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
                + "<StackName>SlipwayPlatform-prod</StackName><StackStatus>" + status + "</StackStatus>"
                + "<Outputs><member><OutputKey>Url</OutputKey>"
                + "<OutputValue>https://a.execute-api.eu-west-1.amazonaws.com</OutputValue></member></Outputs>"
                + "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>");
    }

    private static Says events(String... events) {
        return FakeAws.xml("<DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents>"
                + Stream.of(events).collect(Collectors.joining())
                + "</StackEvents></DescribeStackEventsResult></DescribeStackEventsResponse>");
    }

    private static String numbered(String id, String event) {
        return event.replaceFirst("<member>", "<member><EventId>" + id + "</EventId>");
    }

    private static String event(String id, String type, String status, String reason) {
        return "<member><LogicalResourceId>" + id + "</LogicalResourceId><ResourceType>" + type + "</ResourceType>"
                + "<ResourceStatus>" + status + "</ResourceStatus><ResourceStatusReason>" + reason
                + "</ResourceStatusReason></member>";
    }
}
