package dev.slipway.core.spec;

import java.net.URI;
import java.util.Optional;

/** Reads the block {@code report} of a stage. */
final class ReportReader {

    private ReportReader() {}

    static Optional<GitHubSpec> read(Value value) {
        return value.block("under report", Key.names(StageKeys.REPORT), StageKeys.VOCABULARY)
                .need("github", "github: {secret: slipway/github}")
                .flatMap(ReportReader::github);
    }

    private static Optional<GitHubSpec> github(Value value) {
        Block block = value.block("under github", Key.names(StageKeys.REPORT_GITHUB), StageKeys.VOCABULARY);
        Optional<Located<String>> secret = block.need("secret", "secret: slipway/github")
                .flatMap(text -> text.text("where the token is: a secret's name, or on the local stage a file")
                        .map(found -> new Located<>(found, text.place())));
        Optional<URI> api = block.find("api")
                .flatMap(text -> text.text(StageKeys.API, "an address that begins with https://"))
                .map(URI::create);
        Optional<String> page = block.find("page")
                .flatMap(text ->
                        text.text(StageKeys.PAGE, "an address such as https://ml.example.com/releases/{release}"));
        return secret.map(found -> new GitHubSpec(found, api.orElse(GitHubSpec.PUBLIC), page));
    }
}
