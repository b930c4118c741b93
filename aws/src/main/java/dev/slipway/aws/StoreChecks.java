package dev.slipway.aws;

import dev.slipway.aws.AccountCheck.Seen;
import dev.slipway.core.spec.StageNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The bucket of packages and records, and its key. */
final class StoreChecks {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final String PROBE = "check-account/probe.json";

    private final AwsClients clients;
    private final StageNames names;

    StoreChecks(AwsClients clients, StageNames names) {
        this.clients = clients;
        this.names = names;
    }

    List<AccountCheck> all() {
        String bucket = names.bucket();
        return List.of(
                AccountChecks.check(
                        "bucket",
                        "Is the bucket there, in the stage's region?",
                        "aws s3api head-bucket --bucket " + bucket,
                        this::bucket),
                AccountChecks.check(
                        "bucket-guards",
                        "Is it versioned, encrypted and never public?",
                        "aws s3api get-bucket-versioning --bucket " + bucket + "; aws s3api get-bucket-encryption"
                                + " --bucket " + bucket + "; aws s3api get-public-access-block --bucket " + bucket,
                        this::guards),
                AccountChecks.check(
                        "key",
                        "Is the stage's key usable?",
                        "aws kms describe-key --key-id alias/slipway-" + names.stage() + " --region " + names.region(),
                        this::key),
                new AccountCheck(
                        "conditional-writes",
                        "Does S3 refuse the second of two writers? All of Slipway's state hangs on it.",
                        "aws s3api put-object --bucket " + bucket + " --key " + PROBE
                                + " --if-none-match '*'   # twice",
                        true,
                        this::conditionalWrites));
    }

    private Seen bucket() {
        try {
            Optional<String> region = Optional.ofNullable(clients.s3()
                    .headBucket(request -> request.bucket(names.bucket()))
                    .bucketRegion());
            String found = names.bucket() + region.map(where -> " in " + where).orElse("");
            return region.isEmpty() || region.get().equals(names.region())
                    ? Seen.well(found, "in " + names.region())
                    : Seen.otherwise(found, "in " + names.region(), "set the stage's region to the bucket's");
        } catch (NoSuchBucketException e) {
            return Seen.notYet(
                    "there is no bucket " + names.bucket(),
                    "slipway deploy MODEL --stage " + names.stage() + " makes it");
        }
    }

    private Seen guards() {
        S3Client s3 = clients.s3();
        String bucket = names.bucket();
        List<String> found = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        try {
            String versioning = String.valueOf(
                    s3.getBucketVersioning(request -> request.bucket(bucket)).statusAsString());
            note(versioning.equals("Enabled"), "versioned", "not versioned", found, lacking);
        } catch (NoSuchBucketException e) {
            return Seen.notYet("there is no bucket " + bucket, "");
        }
        String algorithm = encryption(s3, bucket);
        note(algorithm.startsWith("aws:kms"), "encrypted by " + algorithm, "encrypted by " + algorithm, found, lacking);
        note(blocks(s3, bucket), "never public", "may be made public", found, lacking);
        String expected = "versioned, encrypted by aws:kms, never public";
        return lacking.isEmpty()
                ? Seen.well(String.join(", ", found), expected)
                : Seen.otherwise(
                        String.join(", ", lacking),
                        expected,
                        "deploy the platform again, or change the bucket that stages.yaml names");
    }

    private static String encryption(S3Client s3, String bucket) {
        try {
            return s3
                    .getBucketEncryption(request -> request.bucket(bucket))
                    .serverSideEncryptionConfiguration()
                    .rules()
                    .stream()
                    .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                    .filter(Objects::nonNull)
                    .map(ServerSideEncryptionByDefault::sseAlgorithmAsString)
                    .findFirst()
                    .orElse("nothing");
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return "nothing";
            }
            throw e;
        }
    }

    private static boolean blocks(S3Client s3, String bucket) {
        try {
            PublicAccessBlockConfiguration block =
                    s3.getPublicAccessBlock(request -> request.bucket(bucket)).publicAccessBlockConfiguration();
            return Boolean.TRUE.equals(block.blockPublicAcls())
                    && Boolean.TRUE.equals(block.blockPublicPolicy())
                    && Boolean.TRUE.equals(block.ignorePublicAcls())
                    && Boolean.TRUE.equals(block.restrictPublicBuckets());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static void note(boolean well, String good, String bad, List<String> found, List<String> lacking) {
        (well ? found : lacking).add(well ? good : bad);
    }

    private Seen key() {
        try {
            KeyMetadata key = clients.kms()
                    .describeKey(request -> request.keyId("alias/slipway-" + names.stage()))
                    .keyMetadata();
            boolean turns = clients.kms()
                    .getKeyRotationStatus(request -> request.keyId(key.keyId()))
                    .keyRotationEnabled();
            String found = key.keyStateAsString() + (turns ? ", turns over each year" : ", never turns over");
            return key.keyState() == KeyState.ENABLED && turns
                    ? Seen.well(found, "Enabled, turning over")
                    : Seen.otherwise(
                            found,
                            "Enabled, turning over",
                            "bring it back in KMS (a deleted one takes all packages with it), or turn rotation on");
        } catch (NotFoundException e) {
            return Seen.notYet(
                    "there is no key alias/slipway-" + names.stage(),
                    "slipway deploy MODEL --stage " + names.stage() + " makes it");
        }
    }

    /** Makes an object, asks for it twice more where it must not be had, and takes it away. */
    private Seen conditionalWrites() {
        S3Client s3 = clients.s3();
        RequestBody body = RequestBody.fromBytes("{}".getBytes(StandardCharsets.UTF_8));
        String expected = "the first is taken, the second and one with an old ETag are refused (412)";
        try {
            String first = s3.putObject(
                            request -> request.bucket(names.bucket()).key(PROBE).ifNoneMatch("*"), body)
                    .eTag();
            boolean second = refused(() -> s3.putObject(
                    request -> request.bucket(names.bucket()).key(PROBE).ifNoneMatch("*"), body));
            s3.putObject(
                    request -> request.bucket(names.bucket()).key(PROBE).ifMatch(first), RequestBody.fromString("{1}"));
            boolean stale = refused(() -> s3.putObject(
                    request -> request.bucket(names.bucket()).key(PROBE).ifMatch(first), body));
            return second && stale
                    ? Seen.well("both were refused", expected)
                    : Seen.otherwise(
                            (second ? "" : "a second writer was let in; ") + (stale ? "" : "an old ETag was let in"),
                            expected,
                            "do not run releases on this store: two controllers could undo each other's work");
        } finally {
            s3.deleteObject(request -> request.bucket(names.bucket()).key(PROBE));
        }
    }

    private static boolean refused(Runnable write) {
        try {
            write.run();
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return true;
            }
            throw e;
        }
    }
}
