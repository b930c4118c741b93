package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * A public key that checks signatures. Written as PEM ({@code -----BEGIN PUBLIC KEY-----}, RFC 7468), which openssl,
 * cosign and AWS KMS read and write.
 */
public final class VerificationKey {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int LINE = 64;

    private final SignatureAlgorithm algorithm;
    private final PublicKey key;

    private VerificationKey(SignatureAlgorithm algorithm, PublicKey key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    /**
     * A key of Java's.
     *
     * @throws IllegalArgumentException where it is for none of our algorithms
     */
    public static VerificationKey of(PublicKey key) {
        return SignatureAlgorithm.of(key)
                .map(algorithm -> new VerificationKey(algorithm, key))
                .orElseThrow(() -> new IllegalArgumentException(
                        "a public key of the kind " + key.getAlgorithm() + "; expected Ed25519, or P-256"));
    }

    /**
     * Reads a key's encoding (SubjectPublicKeyInfo, RFC 5280).
     *
     * @throws IllegalArgumentException where the bytes are no key of our algorithms
     */
    public static VerificationKey decode(byte[] encoded) {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            Optional<VerificationKey> key = decode(algorithm, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IllegalArgumentException("found no public key in " + encoded.length
                + " bytes; expected one for Ed25519, or for P-256, in the form that openssl pkey -pubout writes");
    }

    private static Optional<VerificationKey> decode(SignatureAlgorithm algorithm, byte[] encoded) {
        try {
            return Optional.of(
                    of(KeyFactory.getInstance(algorithm.family()).generatePublic(new X509EncodedKeySpec(encoded))));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads PEM.
     *
     * @throws IllegalArgumentException where the text is no public key of our algorithms in PEM
     */
    public static VerificationKey parse(String pem) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IllegalArgumentException("found no public key; expected it between " + BEGIN + " and " + END);
        }
        String base64 = text.substring(BEGIN.length(), text.length() - END.length());
        return decode(Base64.getMimeDecoder().decode(base64));
    }

    /** The algorithm of its signatures. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The SHA-256 of its encoding: its name. */
    public Digest id() {
        return Digest.of(key.getEncoded());
    }

    /** Its encoding (SubjectPublicKeyInfo, RFC 5280). */
    public byte[] encoded() {
        return key.getEncoded().clone();
    }

    /** The key as PEM, ending in a newline. */
    public String pem() {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return BEGIN + "\n" + base64 + "\n" + END + "\n";
    }

    /** Whether {@code signature} was made over {@code message} with this key's other half. */
    public boolean verify(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm.signature());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // Bytes that are no signature at all.
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && that.id().equals(id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return algorithm + " " + id();
    }
}
