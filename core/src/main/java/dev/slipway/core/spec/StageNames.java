package dev.slipway.core.spec;

import dev.slipway.core.model.ModelName;
import java.util.Optional;

/**
 * What the things of a stage on AWS are called. By rule, so that whoever makes them and whoever uses them need not ask
 * each other: the stacks, the command and the controller.
 *
 * @param stage the stage's name
 * @param account the account's number
 * @param region the region
 * @param named the bucket that {@code stages.yaml} names, where it names one
 */
public record StageNames(String stage, String account, String region, Optional<String> named) {

    /** The alias that clients call through. */
    public static final String ALIAS = "live";

    /** What the packages' keys begin with in the bucket. */
    public static final String PACKAGES = "packages/";

    /** What the keys of release state and records begin with in the bucket. */
    public static final String RELEASES = "releases/";

    private static final int LONGEST_FUNCTION = 64;
    private static final int LONGEST_BUCKET = 63;

    /** The names of this stage. */
    public static StageNames of(AwsStage stage) {
        return new StageNames(stage.name(), stage.account(), stage.region(), stage.bucket());
    }

    /** What every function of the stage's models is called first: {@code slipway-prod-}. */
    public String functionPrefix() {
        return "slipway-" + stage + "-";
    }

    /**
     * The function of a model: {@code slipway-prod-digits}.
     *
     * @throws IllegalArgumentException where Lambda would not take the name
     */
    public String function(ModelName model) {
        return fitting("the function", functionPrefix() + model, LONGEST_FUNCTION);
    }

    /** The function that runs releases. No model is called so: their names have no upper-case letters. */
    public String controller() {
        return fitting("the function", "slipway-" + stage + "-Controller", LONGEST_FUNCTION);
    }

    /** The function that answers for the whole server: health, and which models there are. */
    public String frontDoor() {
        return fitting("the function", "slipway-" + stage + "-FrontDoor", LONGEST_FUNCTION);
    }

    /** The function that gives a new model its first version and its alias. */
    public String aliasMaker() {
        return fitting("the function", "slipway-" + stage + "-AliasMaker", LONGEST_FUNCTION);
    }

    /**
     * The bucket of packages and records: the one that is named, else {@code slipway-prod-123456789012-eu-central-1}.
     *
     * @throws IllegalArgumentException where S3 would not take the name
     */
    public String bucket() {
        return named.orElseGet(
                () -> fitting("the bucket", "slipway-" + stage + "-" + account + "-" + region, LONGEST_BUCKET));
    }

    /** Where packages are: {@code s3://<bucket>/packages/}. */
    public String packages() {
        return "s3://" + bucket() + "/" + PACKAGES;
    }

    /** Where release state and records are: {@code s3://<bucket>/releases/}. */
    public String releases() {
        return "s3://" + bucket() + "/" + RELEASES;
    }

    /** The stack of what the stage's models share: {@code SlipwayPlatform-prod}. */
    public String platformStack() {
        return "SlipwayPlatform-" + stage;
    }

    /** The stack of a model: {@code SlipwayModel-prod-digits}. */
    public String modelStack(ModelName model) {
        return "SlipwayModel-" + stage + "-" + model;
    }

    /** The stack of what workflows on GitHub may do in an account: {@code SlipwayGitHub-123456789012}. */
    public static String gitHubStack(String account) {
        return "SlipwayGitHub-" + account;
    }

    /** A role of workflows on GitHub: {@code slipway-prod-github-plan}. */
    public String role(GitHubRole role) {
        return functionPrefix() + "github-" + role.word();
    }

    /** The same by its ARN. */
    public String roleArn(GitHubRole role) {
        return "arn:aws:iam::" + account + ":role/" + role(role);
    }

    /** What the stage's key is called. */
    public String keyAlias() {
        return "alias/slipway-" + stage;
    }

    /** What the key is called that signs packages, where the stage has one. */
    public String signingKeyAlias() {
        return "alias/slipway-" + stage + "-signing";
    }

    private static String fitting(String what, String name, int longest) {
        if (name.length() > longest) {
            throw new IllegalArgumentException(what + "'s name would be \"" + name + "\", which has " + name.length()
                    + " letters; AWS takes " + longest + ": shorten the stage's name or the model's");
        }
        return name;
    }
}
