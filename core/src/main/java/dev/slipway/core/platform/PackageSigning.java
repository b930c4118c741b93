package dev.slipway.core.platform;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ReferrerManifest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Signs packages, and checks who signed them. What is signed is a small JSON text that names the manifest's digest
 * (simple signing, as cosign and containers/image use it); text and signature lie beside the package as a referrer, in
 * the form that cosign writes with OCI 1.1.
 *
 * <p>Sources: github.com/containers/image docs/containers-signature.5.md; github.com/sigstore/cosign
 * specs/SIGNATURE_SPEC.md.
 */
public final class PackageSigning {

    /** The kind of a signature among referrers. */
    public static final String KIND = "application/vnd.dev.cosign.artifact.sig.v1+json";

    private static final String PAYLOAD = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String KEY = "dev.slipway.key";
    private static final String TYPE = "cosign container image signature";
    private static final int LARGEST = 1 << 16;

    private PackageSigning() {}

    /**
     * A signature found beside a package.
     *
     * @param referrer the referrer that holds it
     * @param key the key that made it, where it is one of those asked about
     * @param objection why it counts for nothing; empty where a key asked about made it
     */
    public record Found(Digest referrer, Optional<VerificationKey> key, String objection) {}

    /**
     * Signs a package. Where this key signed it already, nothing is done.
     *
     * @return the referrer that holds the signature
     * @throws PlatformException.Missing where the store has no such package
     */
    public static Digest sign(ModelStore store, Digest subject, Signer signer) {
        VerificationKey key = signer.key();
        Optional<Digest> before = find(store, subject, List.of(key)).stream()
                .filter(found -> found.key().isPresent())
                .map(Found::referrer)
                .findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        byte[] payload = payload(subject);
        String signature = Base64.getEncoder().encodeToString(signer.sign(payload));
        Descriptor layer = new Descriptor(
                PAYLOAD,
                Digest.of(payload),
                payload.length,
                Map.of(SIGNATURE, signature, KEY, key.id().toString()));
        return Referrers.attach(store, subject, KIND, layer, payload, Map.of());
    }

    private static byte[] payload(Digest subject) {
        return JsonText.canonical(Json.object()
                .with(
                        "critical",
                        Json.object()
                                .with("identity", Json.object().with("docker-reference", Json.of("")))
                                .with(
                                        "image",
                                        Json.object().with("docker-manifest-digest", Json.of(subject.toString())))
                                .with("type", Json.of(TYPE)))
                .with("optional", new Json.Null()));
    }

    /** All signatures beside a package, by whom of {@code keys} each was made. */
    public static List<Found> find(ModelStore store, Digest subject, List<VerificationKey> keys) {
        return Referrers.of(store, subject, KIND).stream()
                .map(referrer -> check(store, subject, referrer, keys))
                .toList();
    }

    private static Found check(ModelStore store, Digest subject, Digest referrer, List<VerificationKey> keys) {
        try {
            ReferrerManifest manifest = Referrers.manifest(store, referrer);
            if (!manifest.subject().digest().equals(subject)) {
                return wrong(referrer, "is about " + manifest.subject().digest());
            }
            Descriptor layer = manifest.layers().getFirst();
            byte[] payload = store.read(layer.digest(), LARGEST);
            String named = JsonReader.parse("signature", payload)
                    .child("critical")
                    .child("image")
                    .text("docker-manifest-digest");
            if (!named.equals(subject.toString())) {
                return wrong(referrer, "was made for " + named);
            }
            String text = layer.annotations().get(SIGNATURE);
            if (text == null) {
                return wrong(referrer, "has no annotation " + SIGNATURE);
            }
            byte[] signature = Base64.getDecoder().decode(text);
            return keys.stream()
                    .filter(key -> key.verify(payload, signature))
                    .findFirst()
                    .map(key -> new Found(referrer, Optional.of(key), ""))
                    .orElseGet(() -> wrong(referrer, claim(layer, keys)));
        } catch (PlatformException.Missing | PlatformException.Corrupt | PlatformException.Refused e) {
            return wrong(referrer, "cannot be read: " + e.getMessage());
        } catch (JsonException | IllegalArgumentException e) {
            return wrong(referrer, "is none: " + e.getMessage());
        }
    }

    /** What a signature says of its key is a claim, and helps people only. */
    private static String claim(Descriptor layer, List<VerificationKey> keys) {
        String named = layer.annotations().getOrDefault(KEY, "");
        if (named.isEmpty()) {
            return "was made by no trusted key, or changed since";
        }
        return keys.stream().anyMatch(key -> key.id().toString().equals(named))
                ? "does not fit: it names the trusted key " + named + ", which did not make it"
                : "names the key " + named + ", which is not trusted";
    }

    private static Found wrong(Digest referrer, String objection) {
        return new Found(referrer, Optional.empty(), objection);
    }

    /**
     * Lets a package pass, or not. Invariant I5: to be called before any byte of it is loaded.
     *
     * @throws PlatformException.Refused where a signature is required, and no trusted key made one; the message says
     *     what was found and what to do
     */
    public static void demand(ModelStore store, Digest subject, Trust trust) {
        if (!trust.required()) {
            return;
        }
        List<Found> found = find(store, subject, trust.keys());
        if (found.stream().anyMatch(one -> one.key().isPresent())) {
            return;
        }
        List<String> objections = new ArrayList<>();
        found.forEach(one -> objections.add("the signature " + one.referrer() + " " + one.objection()));
        String what = objections.isEmpty()
                ? "is not signed"
                : "is not signed by a trusted key: " + String.join("; ", objections);
        throw new PlatformException.Refused("the package " + subject + " " + what + "; expected a signature by "
                + trust.keys().stream().map(VerificationKey::toString).collect(Collectors.joining(" or "))
                + "; sign it with: slipway sign " + subject + " --key FILE");
    }
}
