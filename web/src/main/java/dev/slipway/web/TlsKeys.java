package dev.slipway.web;

import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;

/** A server's certificate and its private key. */
final class TlsKeys {

    private static final byte[] ANYTHING = "signed to be verified".getBytes(StandardCharsets.UTF_8);

    private TlsKeys() {}

    /**
     * Reads them.
     *
     * @throws ProblemsException where they cannot be read, or the key is not the certificate's: no client would get through
     */
    static Tls read(ServerOptions.TlsFiles files) {
        try {
            Keys keys = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(files.key())).certChain(Resource.create(files.certificates())))
                    .build();
            PublicKey certified = keys.certChain().getFirst().getPublicKey();
            if (!belongs(keys.privateKey().orElseThrow(), certified)) {
                throw foreign(files);
            }
            return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
        } catch (ProblemsException e) {
            throw e;
        } catch (RuntimeException | GeneralSecurityException e) {
            throw new ProblemsException(new Problem(
                    place(files),
                    "cannot be used: " + e.getMessage(),
                    "a certificate chain and its private key (PKCS#8), both as PEM",
                    "convert a key with: openssl pkcs8 -topk8 -nocrypt"));
        }
    }

    private static ProblemsException foreign(ServerOptions.TlsFiles files) {
        return new ProblemsException(new Problem(
                place(files),
                "the key is not that of the certificate",
                "the private key whose public key the first certificate has",
                "name the key that the certificate was made with; these two print the same then: openssl x509 -noout"
                        + " -pubkey -in " + files.certificates() + ", openssl pkey -pubout -in " + files.key()));
    }

    private static String place(ServerOptions.TlsFiles files) {
        return "--cert " + files.certificates() + ", --key " + files.key();
    }

    /** Whether a private key is a public key's; of a kind that we do not know it is taken to be. */
    static boolean belongs(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (key instanceof RSAKey ours && certified instanceof RSAKey theirs) {
            return ours.getModulus().equals(theirs.getModulus());
        }
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        return switch (key.getAlgorithm()) {
            case "EC" -> signs("SHA256withECDSA", key, certified);
            case "EdDSA" -> signs("EdDSA", key, certified);
            default -> true;
        };
    }

    private static boolean signs(String algorithm, PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            return false; // of another curve
        }
    }
}
