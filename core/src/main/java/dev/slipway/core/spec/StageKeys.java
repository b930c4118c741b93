package dev.slipway.core.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All keys of {@code stages.yaml}: the one place that says what may be written. {@link StagesSchema} publishes it. */
final class StageKeys {

    static final String LOCAL_STAGE = "local";

    private static final String PATH = "^(?!/)(?![A-Za-z]:)(?!.*(^|/)\\.{1,2}(/|$))(?!.*//)[^\\\\]+$";
    private static final Form FILES = new Form.OneOrMore(new Form.Text(PATH));
    private static final Form ANY_TEXT = new Form.Text("\\S");

    static final Form.Text NAME = new Form.Text("^[a-z][a-z0-9-]{0,31}$");
    private static final String NAME_ON_AWS = "^(?!local$)[a-z][a-z0-9-]{0,31}$";
    static final Form.Text ACCOUNT = new Form.Text("^[0-9]{12}$");
    static final Form.Text REGION = new Form.Text("^[a-z]{2}(-[a-z]+){1,3}-[0-9]$");
    static final Form.Text BUCKET = new Form.Text("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$");
    static final Form.Text ISSUER = new Form.Text("^https://[^\\s?#]+$");
    static final Form.Text BOUNDARY = new Form.Text("^[A-Za-z0-9+=,.@_/-]{1,128}$");

    /** A token travels with each call: over TLS, or within this machine. */
    static final Form.Text API =
            new Form.Text("^(https://[^\\s?#]+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/.*)?)$");

    static final Form.Text PAGE = new Form.Text("^https://[^\\s{}]+(\\{release\\}[^\\s{}]*)?$");
    static final Form.Text DOMAIN = new Form.Text("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$");
    static final Form.Text CERTIFICATE =
            new Form.Text("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+$");
    static final Form.Text ACL =
            new Form.Text("^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:[0-9]{12}:regional/webacl/[^/\\s]+/[^/\\s]+$");
    static final Form.Text SUBNET = new Form.Text("^subnet-[0-9a-f]{8,17}$");
    static final Form.Text GROUP = new Form.Text("^sg-[0-9a-f]{8,17}$");
    static final Form.Text REPOSITORY = new Form.Text("^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$");
    static final Form.Text NUMBER = new Form.Text("^[0-9]{1,20}$");
    static final Form.Text BRANCH = new Form.Text("^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$");
    static final Form.Text PROVIDER = new Form.Text("^arn:aws[a-z-]*:iam::[0-9]{12}:oidc-provider/\\S+$");

    static final Form.Time LOCAL_WINDOW = new Form.Time("1s", "1m");
    static final Form.Time WINDOW = new Form.Time("1m", "1h");
    static final Form.Whole RATE = new Form.Whole(1, 10_000, " of calls a second");
    static final Form.Whole BURST = new Form.Whole(1, 5_000, " of calls");

    /** The numbers that CloudWatch takes. */
    static final Form.Numbers DAYS = new Form.Numbers(List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653));

    static final List<Key> JWT = List.of(
            Key.needed("issuer", ISSUER, "The issuer's address; it begins with https://."),
            Key.needed("audience", new Form.OneOrMore(ANY_TEXT), "Whom the token must be for."));
    static final List<Key> API_KEY = List.of(Key.needed(
            "clients",
            new Form.OneOrMore(NAME),
            "Who gets a key of their own, so that one can be taken away without the others."));
    static final List<Key> AUTH = List.of(
            Key.free("jwt", new Form.Keys(JWT), "Callers send a token."),
            Key.free("api-key", new Form.Keys(API_KEY), "Callers send a key."));
    static final List<String> AUTH_WORDS = List.of("iam", "api-key", "none");

    private static final Key REQUIRED =
            Key.needed("required", new Form.Truth(), "Whether a package that none of the keys signed is refused.");
    private static final Key TRUSTED = Key.free(
            "keys", FILES, "Files of public keys, relative to this file; they go into the functions' configuration.");
    static final List<Key> LOCAL_SIGNING = List.of(REQUIRED, TRUSTED);
    static final List<Key> SIGNING = List.of(
            REQUIRED,
            TRUSTED,
            Key.usual("kms", new Form.Truth(), "false", "Whether the stage gets a key in KMS to sign packages with."));

    static final List<Key> REPORT_GITHUB = List.of(
            Key.needed(
                    "secret",
                    ANY_TEXT,
                    "Where the token or the App's key is: on AWS a secret's name or ARN, on the local stage a file."),
            Key.usual("api", API, GitHubSpec.PUBLIC.toString(), "The address of GitHub's REST API."),
            Key.free("page", PAGE, "Where a status links to, with `{release}` in the place of the release's id."));
    static final List<Key> REPORT =
            List.of(Key.needed("github", new Form.Keys(REPORT_GITHUB), "The commits are told on GitHub."));

    static final List<Key> DOMAIN_KEYS = List.of(
            Key.needed("name", DOMAIN, "The name that clients call, such as `ml.example.com`."),
            Key.needed("certificate", CERTIFICATE, "The ARN of its certificate, in the stage's account and region."));
    static final List<Key> THROTTLE = List.of(
            Key.usual("rate", RATE, "500", "Calls a second, all clients together."),
            Key.usual("burst", BURST, "1000", "Calls at once."));
    static final List<Key> NETWORK = List.of(
            Key.needed("subnets", new Form.OneOrMore(SUBNET), "The ids of its subnets."),
            Key.needed("security_groups", new Form.OneOrMore(GROUP), "The ids of its security groups."));
    static final List<String> DOORS = List.of("http", "rest");
    static final List<String> FIREWALLS = List.of("managed", "none");
    static final List<String> NETWORKS = List.of("open", "isolated");

    static final List<Key> LOCAL = List.of(
            Key.usual("window", LOCAL_WINDOW, "1s", "How long one look at the metrics is."),
            Key.free("signing", new Form.Keys(LOCAL_SIGNING), "Whose packages it serves."),
            Key.free(
                    "report",
                    new Form.Keys(REPORT),
                    "Who is told how releases go; files beside the stage where it is left out."));

    static final List<Key> AWS = List.of(
            Key.needed("account", ACCOUNT, "The account's twelve digits, in quotes."),
            Key.needed("region", REGION, "The region."),
            Key.free(
                    "bucket", BUCKET, "A bucket that is there already; where it is left out, the stage makes its own."),
            Key.usual("window", WINDOW, "60s", "How long one look at the metrics is; whole minutes."),
            Key.needed("models", FILES, "The model folders it serves, relative to this file."),
            Key.needed("auth", new Form.WordsOr(AUTH_WORDS, new Form.OneKey(AUTH)), "Who may call its endpoints."),
            Key.free("signing", new Form.Keys(SIGNING), "Whose packages its functions load."),
            Key.free("report", new Form.Keys(REPORT), "Who is told how releases go."),
            Key.free(
                    "door",
                    new Form.Words(DOORS),
                    "The kind of API: `http`, or `rest` with keys and a firewall; where it is left out, what `auth` needs."),
            Key.free("domain", new Form.Keys(DOMAIN_KEYS), "A name of one's own."),
            Key.free("throttle", new Form.Keys(THROTTLE), "Above this, calls are answered 429."),
            Key.free(
                    "firewall",
                    new Form.WordsOr(FIREWALLS, ACL),
                    "What looks at calls before a REST API does: rules that AWS keeps, nothing, or a web ACL by its ARN;"
                            + " `managed` where it is left out."),
            Key.usual("log_days", DAYS, "365", "How many days logs are kept."),
            Key.usual(
                    "network",
                    new Form.WordsOr(NETWORKS, new Form.Keys(NETWORK)),
                    "open",
                    "Where the models' functions run: with a way to the internet, without, or in a network that is there."),
            Key.free("boundary", BOUNDARY, "The name of a policy in the account that bounds every role of the stage."));

    static final List<Key> GITHUB = List.of(
            Key.needed("repository", REPOSITORY, "Its owner and name, such as `acme/models`."),
            Key.needed("owner_id", NUMBER, "The owner's number, in quotes: `gh api repos/acme/models --jq .owner.id`."),
            Key.needed(
                    "repository_id",
                    NUMBER,
                    "The repository's number, in quotes: `gh api repos/acme/models --jq .id`."),
            Key.usual("branch", BRANCH, "main", "The branch whose pushes may publish packages."),
            Key.free(
                    "provider",
                    new Form.OneOrMore(PROVIDER),
                    "ARNs of OIDC providers that are there already, one an account; in other accounts it is made."));

    static final Form STAGES = new Form.Named(
            Key.free(LOCAL_STAGE, new Form.Keys(LOCAL), "The stage on this machine."), NAME_ON_AWS, new Form.Keys(AWS));

    static final List<Key> TOP = List.of(
            Key.needed("stages", STAGES, "The stages by their names; all but `local` are on AWS."),
            Key.free("github", new Form.Keys(GITHUB), "The repository whose workflows may work on the stages on AWS."));

    /** What messages call the block at the top, for there is a github under report too. */
    static final String GITHUB_BLOCK = "under the file's github";

    static final Vocabulary VOCABULARY = vocabulary();

    private StageKeys() {}

    private static Vocabulary vocabulary() {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        blocks.put("at the top", Key.names(TOP));
        blocks.put("in a stage on AWS", Key.names(AWS));
        blocks.put("under signing", Key.names(LOCAL_SIGNING));
        blocks.put("under signing in a stage on AWS", List.of("kms"));
        blocks.put("under jwt", Key.names(JWT));
        blocks.put("under api-key", Key.names(API_KEY));
        blocks.put("under report", Key.names(REPORT));
        blocks.put("under github", Key.names(REPORT_GITHUB));
        blocks.put(GITHUB_BLOCK, Key.names(GITHUB));
        blocks.put("under domain", Key.names(DOMAIN_KEYS));
        blocks.put("under throttle", Key.names(THROTTLE));
        blocks.put("under network", Key.names(NETWORK));
        return new Vocabulary(blocks);
    }

    /** Words for a message: {@code iam | none}. */
    static String alternatives(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return String.join(" | ", all);
    }
}
