package dev.slipway.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** Stacks as CloudFormation tells them (AWS CloudFormation user guide, "Stack status codes"). */
final class CloudFormationStacks implements Stacks {

    private static final String ITSELF = "AWS::CloudFormation::Stack";

    /** What CloudFormation says of resources that it gave up because another one failed. */
    private static final Pattern GIVEN_UP = Pattern.compile("Resource (creation|update|deletion) cancelled");

    private final CloudFormationClient client;

    CloudFormationStacks(CloudFormationClient client) {
        this.client = client;
    }

    @Override
    public Optional<Stack> find(String name) {
        try {
            return client.describeStacks(request -> request.stackName(name)).stacks().stream()
                    .filter(stack -> !"DELETE_COMPLETE".equals(stack.stackStatusAsString()))
                    .findFirst()
                    .map(CloudFormationStacks::stack);
        } catch (SdkException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot see the stack " + name, e);
        }
    }

    private static Stack stack(software.amazon.awssdk.services.cloudformation.model.Stack found) {
        Map<String, String> outputs = new HashMap<>();
        found.outputs().forEach(output -> outputs.put(output.outputKey(), output.outputValue()));
        return new Stack(found.stackName(), state(found.stackStatusAsString()), found.stackStatusAsString(), outputs);
    }

    static State state(String status) {
        return switch (status) {
            case "CREATE_COMPLETE",
                    "UPDATE_COMPLETE",
                    "UPDATE_ROLLBACK_COMPLETE",
                    "IMPORT_COMPLETE",
                    "IMPORT_ROLLBACK_COMPLETE" -> State.READY;
            case "ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS" -> State.EMPTY;
            default -> status.endsWith("_IN_PROGRESS") ? State.CHANGING : State.STUCK;
        };
    }

    /** CloudFormation has no code of its own for it. */
    private static boolean isMissing(SdkException e) {
        return e instanceof AwsServiceException answered
                && answered.awsErrorDetails() != null
                && "ValidationError".equals(answered.awsErrorDetails().errorCode())
                && String.valueOf(answered.awsErrorDetails().errorMessage()).contains("does not exist");
    }

    @Override
    public Optional<String> template(String name) {
        try {
            return Optional.ofNullable(
                    client.getTemplate(request -> request.stackName(name).templateStage(TemplateStage.ORIGINAL))
                            .templateBody());
        } catch (SdkException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot see the template of the stack " + name, e);
        }
    }

    @Override
    public Optional<String> newest(String name) {
        try {
            return client.describeStackEvents(request -> request.stackName(name)).stackEvents().stream()
                    .findFirst()
                    .map(StackEvent::eventId);
        } catch (SdkException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot see what happened to the stack " + name, e);
        }
    }

    @Override
    public Optional<String> failure(String name, Optional<String> after) {
        List<String> failed = new ArrayList<>();
        try {
            for (StackEvent event : client.describeStackEventsPaginator(request -> request.stackName(name))
                    .stackEvents()) {
                if (after.filter(id -> id.equals(event.eventId())).isPresent()) {
                    break;
                }
                String status = event.resourceStatusAsString();
                String reason = String.valueOf(event.resourceStatusReason());
                if (status.endsWith("_FAILED")
                        && !ITSELF.equals(event.resourceType())
                        && !GIVEN_UP.matcher(reason).lookingAt()) {
                    failed.add(event.logicalResourceId() + ": " + reason);
                }
                if (ITSELF.equals(event.resourceType()) && begins(status)) {
                    break;
                }
            }
        } catch (SdkException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot see what happened to the stack " + name, e);
        }
        // The newest comes first, and what failed first made the others fail.
        return failed.isEmpty() ? Optional.empty() : Optional.of(failed.getLast());
    }

    private static boolean begins(String status) {
        return switch (status) {
            case "CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS" -> true;
            default -> false;
        };
    }
}
