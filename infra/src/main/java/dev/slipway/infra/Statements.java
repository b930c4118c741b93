package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What roles may do, in the smallest pieces that somebody needs. */
final class Statements {

    private final StageNames names;
    private final Store store;

    Statements(StageNames names, Store store) {
        this.names = names;
        this.store = store;
    }

    /** Read packages. */
    List<PolicyStatement> readPackages() {
        return List.of(
                allow("ReadPackages", List.of("s3:GetObject"), List.of(objects(StageNames.PACKAGES))),
                listStore(),
                useKey("ReadEncrypted", "kms:Decrypt"));
    }

    /** Read packages, and put blobs and tags: never a deletion, but of the parts of an upload that was not finished. */
    List<PolicyStatement> putPackages() {
        return List.of(
                allow(
                        "PutPackages",
                        List.of("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"),
                        List.of(objects(StageNames.PACKAGES))),
                listStore(),
                useKey("ReadAndWriteEncrypted", "kms:Decrypt", "kms:GenerateDataKey"));
    }

    /** Read packages, write release state and records, and move tags: never a blob, never a deletion. */
    List<PolicyStatement> runReleases() {
        return List.of(
                allow("ReadPackages", List.of("s3:GetObject"), List.of(objects(StageNames.PACKAGES))),
                allow(
                        "MoveTags",
                        List.of("s3:PutObject"),
                        List.of(store.bucketArn() + "/" + StageNames.PACKAGES + "index.json")),
                allow("KeepRecords", List.of("s3:GetObject", "s3:PutObject"), List.of(objects(StageNames.RELEASES))),
                listStore(),
                useKey("ReadAndWriteEncrypted", "kms:Decrypt", "kms:GenerateDataKey"));
    }

    /** Publish, look at and call versions of the stage's functions. */
    List<PolicyStatement> workVersions() {
        return List.of(allow(
                "WorkVersions",
                List.of(
                        "lambda:GetFunctionConfiguration",
                        "lambda:InvokeFunction",
                        "lambda:ListAliases",
                        "lambda:ListVersionsByFunction",
                        "lambda:PublishVersion"),
                List.of(functions(names), functions(names) + ":*")));
    }

    /** Make the alias of a function that has none. */
    PolicyStatement makeAlias() {
        return allow(
                "MakeAlias",
                List.of("lambda:CreateAlias", "lambda:GetAlias"),
                List.of(functions(names), functions(names) + ":" + StageNames.ALIAS));
    }

    /** Move traffic between versions. */
    PolicyStatement moveWeights() {
        return allow(
                "MoveWeights",
                List.of("lambda:GetAlias", "lambda:UpdateAlias"),
                List.of(functions(names), functions(names) + ":" + StageNames.ALIAS));
    }

    /** Read one secret, whatever six characters Secrets Manager gave its ARN at the end. */
    PolicyStatement readSecret(String secret) {
        String arn = secret.startsWith("arn:")
                ? secret
                : "arn:aws:secretsmanager:" + names.region() + ":" + names.account() + ":secret:" + secret + "-??????";
        return allow("ReadGitHubSecret", List.of("secretsmanager:GetSecretValue"), List.of(arn));
    }

    /** Read metrics and alarms. CloudWatch knows no narrower permission for either. */
    PolicyStatement readMetrics() {
        return allow("ReadMetrics", List.of("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"), List.of("*"));
    }

    /** See which versions have traffic and how they are. */
    static PolicyStatement lookAtVersions(StageNames names) {
        return allow(
                "LookAtVersions",
                List.of("lambda:GetAlias", "lambda:GetFunctionConfiguration"),
                List.of(functions(names), functions(names) + ":*"));
    }

    private static String functions(StageNames names) {
        return "arn:aws:lambda:" + names.region() + ":" + names.account() + ":function:" + names.functionPrefix() + "*";
    }

    private String objects(String prefix) {
        return store.bucketArn() + "/" + prefix + "*";
    }

    /**
     * Who may list is told of a missing object that it is missing, and not that it is forbidden. A condition on the
     * prefix would undo that: S3 has no prefix to look at where one object is read.
     */
    private PolicyStatement listStore() {
        return allow("ListStore", List.of("s3:ListBucket"), List.of(store.bucketArn()));
    }

    /** The bucket's key, through S3 and for this bucket alone. */
    private PolicyStatement useKey(String id, String... actions) {
        return PolicyStatement.Builder.create()
                .sid(id)
                .actions(List.of(actions))
                .resources(List.of(store.keyArn()))
                .conditions(new TreeMap<>(Map.of(
                        "StringEquals",
                        Map.of("kms:ViaService", "s3." + names.region() + ".amazonaws.com"),
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:s3:arn",
                                List.of(store.bucketArn(), store.bucketArn() + "/*")))))
                .build();
    }

    /** Allows these actions on these resources. */
    static PolicyStatement allow(String id, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(id)
                .actions(actions)
                .resources(resources)
                .build();
    }
}
