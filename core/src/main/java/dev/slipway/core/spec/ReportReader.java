package dev.slipway.core.spec;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the block {@code report} of a stage. */
final class ReportReader {

    static final List<String> KEYS = List.of("github");
    static final List<String> GITHUB_KEYS = List.of("secret", "api", "page");

    /** A token travels with each call: over TLS, or within this machine. */
    private static final Pattern API =
            Pattern.compile("https://[^\\s?#]+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/.*)?");

    private static final Pattern PAGE = Pattern.compile("https://[^\\s{}]+(\\{release}[^\\s{}]*)?");

    private ReportReader() {}

    static Optional<GitHubSpec> read(Value value, Vocabulary vocabulary) {
        return value.block("under report", KEYS, vocabulary)
                .need("github", "github: {secret: slipway/github}")
                .flatMap(github -> github(github, vocabulary));
    }

    private static Optional<GitHubSpec> github(Value value, Vocabulary vocabulary) {
        Block block = value.block("under github", GITHUB_KEYS, vocabulary);
        Optional<Located<String>> secret = block.need("secret", "secret: slipway/github")
                .flatMap(text -> text.text("where the token is: a secret's name, or on the local stage a file")
                        .map(found -> new Located<>(found, text.place())));
        Optional<URI> api = block.find("api")
                .flatMap(text -> matching(text, API, "an address that begins with https://"))
                .map(URI::create);
        Optional<String> page = block.find("page")
                .flatMap(text -> matching(text, PAGE, "an address such as https://ml.example.com/releases/{release}"));
        return secret.map(found -> new GitHubSpec(found, api.orElse(GitHubSpec.PUBLIC), page));
    }

    private static Optional<String> matching(Value value, Pattern pattern, String expected) {
        return value.text(expected)
                .flatMap(text -> pattern.matcher(text).matches() ? Optional.of(text) : value.wrong(expected));
    }
}
