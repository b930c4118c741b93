package dev.slipway.packager.beside;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.spec.Located;
import dev.slipway.packager.ModelPackage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a package comes from: an in-toto statement with SLSA's provenance as its predicate. Unsigned; a signature over it
 * would be a referrer of its own.
 *
 * <p>Sources: github.com/in-toto/attestation spec/v1/statement.md; slsa.dev/spec/v1.0/provenance.
 */
final class Provenance {

    /** The kind of the referrer. */
    static final String TYPE = "application/vnd.in-toto+json";

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://slsa.dev/provenance/v1";
    private static final String BUILD = "urn:slipway:package:v1";
    private static final String BUILDER = "urn:slipway:packager";

    private Provenance() {}

    /**
     * The statement's bytes.
     *
     * @param origin where the folder was, where that is known
     * @param version Slipway's own version
     */
    static byte[] bytes(ModelPackage read, Optional<FolderOrigin> origin, Instant time, String version) {
        return JsonText.canonical(Json.object()
                .with("_type", Json.of(STATEMENT))
                .with(
                        "subject",
                        Json.array(List.of(Json.object()
                                .with("name", Json.of(read.serving().model().value()))
                                .with("digest", sha256(read.digest())))))
                .with("predicateType", Json.of(PREDICATE))
                .with(
                        "predicate",
                        Json.object()
                                .with("buildDefinition", build(read, origin))
                                .with(
                                        "runDetails",
                                        Json.object()
                                                .with(
                                                        "builder",
                                                        Json.object()
                                                                .with("id", Json.of(BUILDER))
                                                                .with(
                                                                        "version",
                                                                        Json.object()
                                                                                .with("slipway", Json.of(version))))
                                                .with(
                                                        "metadata",
                                                        Json.object()
                                                                .with(
                                                                        "finishedOn",
                                                                        Json.of(time.truncatedTo(ChronoUnit.SECONDS)
                                                                                .toString()))))));
    }

    private static Json.Fields build(ModelPackage read, Optional<FolderOrigin> origin) {
        List<Json> dependencies = new ArrayList<>();
        Json.Fields external =
                Json.object().with("model", Json.of(read.serving().model().value()));
        if (origin.isPresent()) {
            FolderOrigin from = origin.get();
            external = external.with("folder", Json.of(from.folder()));
            Json.Fields commit = Json.object()
                    .with("name", Json.of("the folder's repository"))
                    .with("digest", Json.object().with("gitCommit", Json.of(from.commit())))
                    .with("annotations", Json.object().with("dirty", Json.of(from.dirty())));
            dependencies.add(
                    from.repository().isPresent()
                            ? commit.with(
                                    "uri", Json.of("git+" + from.repository().get()))
                            : commit);
        }
        if (read.baseline().isPresent() && read.spec().baseline().isPresent()) {
            dependencies.add(Json.object()
                    .with("name", Json.of("training features"))
                    .with(
                            "uri",
                            Json.of(read.spec().baseline().map(Located::value).get()))
                    .with("digest", sha256(read.baseline().get())));
        }
        return Json.object()
                .with("buildType", Json.of(BUILD))
                .with("externalParameters", external)
                .with("resolvedDependencies", Json.array(dependencies));
    }

    private static Json.Fields sha256(Digest digest) {
        return Json.object().with("sha256", Json.of(digest.hex()));
    }

    /** What a statement says of the making, without the time and the maker: two with the same say the same. */
    static Json making(byte[] statement) {
        return JsonReader.parse("provenance", statement)
                .child("predicate")
                .child("buildDefinition")
                .object();
    }

    /** The commit in a statement, and whether the folder differed from it; empty where none was known. */
    static Optional<String> commit(byte[] statement) {
        return JsonReader.parse("provenance", statement)
                .child("predicate")
                .child("buildDefinition")
                .children("resolvedDependencies")
                .stream()
                .filter(dependency ->
                        dependency.child("digest").optionalText("gitCommit").isPresent())
                .map(dependency -> dependency.child("digest").text("gitCommit")
                        + (dependency.child("annotations").truth("dirty") ? ", and the folder differed from it" : ""))
                .findFirst();
    }
}
