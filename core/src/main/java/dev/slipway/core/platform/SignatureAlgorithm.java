package dev.slipway.core.platform;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Optional;

/** The algorithms signatures are made with: those that every JDK verifies and AWS KMS or a key file can make. */
public enum SignatureAlgorithm {
    /** Ed25519 (RFC 8032): a key in a file. */
    ED25519("Ed25519", "Ed25519"),

    /** ECDSA on P-256 with SHA-256, the signature in DER (RFC 3279): AWS KMS, and what sigstore uses. */
    ECDSA_P256_SHA256("EC", "SHA256withECDSA");

    private static final int P256_BITS = 256;

    private final String family;
    private final String signature;

    SignatureAlgorithm(String family, String signature) {
        this.family = family;
        this.signature = signature;
    }

    /** Java's name for keys of this algorithm. */
    public String family() {
        return family;
    }

    /** Java's name for signatures of this algorithm. */
    public String signature() {
        return signature;
    }

    /** The algorithm that a public key is for, where it is one of these. */
    static Optional<SignatureAlgorithm> of(PublicKey key) {
        return switch (key) {
            case EdECPublicKey edwards when edwards.getParams().getName().equals("Ed25519") -> Optional.of(ED25519);
            case ECPublicKey elliptic
            when elliptic.getParams().getCurve().getField().getFieldSize() == P256_BITS ->
                Optional.of(ECDSA_P256_SHA256);
            default -> Optional.empty();
        };
    }
}
