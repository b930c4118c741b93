package dev.slipway.core.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.platform.SignatureAlgorithm;
import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.VerificationKey;
import dev.slipway.core.platform.kit.SignerContract;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeyPairSignerTest {

    @Nested
    class Ed25519 extends SignerContract {
        private final Signer signer = KeyPairSigner.fresh();
        private final Signer another = KeyPairSigner.fresh();

        @Override
        protected Signer signer() {
            return signer;
        }

        @Override
        protected Signer another() {
            return another;
        }
    }

    @Nested
    class P256 extends SignerContract {
        private final Signer signer = elliptic("secp256r1");
        private final Signer another = elliptic("secp256r1");

        @Override
        protected Signer signer() {
            return signer;
        }

        @Override
        protected Signer another() {
            return another;
        }
    }

    @Test
    void aKeyOfAnotherCurveIsRefused() {
        assertThatThrownBy(() -> elliptic("secp384r1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected Ed25519, or P-256");
    }

    /** RFC 8032, section 7.1, test 2: the key, and its signature of one byte. */
    @Test
    void theKeyOfTheStandardVerifiesTheSignatureOfTheStandard() {
        HexFormat hex = HexFormat.of();
        VerificationKey key = VerificationKey.decode(hex.parseHex(
                "302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        byte[] signature = hex.parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

        assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.ED25519);
        assertThat(key.verify(new byte[] {0x72}, signature)).isTrue();
        assertThat(key.verify(new byte[] {0x73}, signature)).isFalse();
    }

    @Test
    void whatIsNoPemIsRefused() {
        assertThatThrownBy(() -> VerificationKey.parse("ssh-ed25519 AAAA"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BEGIN PUBLIC KEY");
        assertThatThrownBy(() -> VerificationKey.decode("nothing".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no public key");
    }

    private static Signer elliptic(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new KeyPairSigner(generator.generateKeyPair());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
