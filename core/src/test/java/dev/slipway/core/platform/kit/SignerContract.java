package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.VerificationKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every {@link Signer} does. */
public abstract class SignerContract {

    private static final byte[] MESSAGE = "sha256:of a manifest".getBytes(StandardCharsets.UTF_8);

    /** A signer with a key of its own. */
    protected abstract Signer signer() throws Exception;

    /** A signer with another key. */
    protected abstract Signer another() throws Exception;

    @Test
    void itsKeyVerifiesWhatItSigned() throws Exception {
        Signer signer = signer();

        assertThat(signer.key().verify(MESSAGE, signer.sign(MESSAGE))).isTrue();
    }

    @Test
    void aMessageOfAnyLengthCanBeSigned() throws Exception {
        Signer signer = signer();
        for (int length : new int[] {0, 1, 5_000, 1_000_000}) {
            byte[] message = new byte[length];

            assertThat(signer.key().verify(message, signer.sign(message)))
                    .as("%s bytes", length)
                    .isTrue();
        }
    }

    @Test
    void anotherMessageIsNotVerified() throws Exception {
        Signer signer = signer();
        byte[] signature = signer.sign(MESSAGE);

        assertThat(signer.key().verify("sha256:of another".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
    }

    @Test
    void aChangedSignatureIsNotVerified() throws Exception {
        Signer signer = signer();
        for (int bit = 0; bit < 8; bit++) {
            byte[] signature = signer.sign(MESSAGE);
            signature[signature.length / 2] ^= (byte) (1 << bit);

            assertThat(signer.key().verify(MESSAGE, signature)).isFalse();
        }
    }

    @Test
    void whatIsNoSignatureIsNotVerified() throws Exception {
        VerificationKey key = signer().key();

        assertThat(key.verify(MESSAGE, new byte[0])).isFalse();
        assertThat(key.verify(MESSAGE, MESSAGE)).isFalse();
    }

    @Test
    void anotherKeyDoesNotVerify() throws Exception {
        byte[] signature = signer().sign(MESSAGE);

        assertThat(another().key().verify(MESSAGE, signature)).isFalse();
    }

    @Test
    void itsKeyIsTheSameWheneverAsked() throws Exception {
        Signer signer = signer();

        assertThat(signer.key()).isEqualTo(signer.key());
        assertThat(signer.key()).isNotEqualTo(another().key());
    }

    @Test
    void itsKeyIsReadBackFromPem() throws Exception {
        Signer signer = signer();
        VerificationKey read = VerificationKey.parse(signer.key().pem());

        assertThat(read).isEqualTo(signer.key());
        assertThat(read.algorithm()).isEqualTo(signer.key().algorithm());
        assertThat(read.verify(MESSAGE, signer.sign(MESSAGE))).isTrue();
    }
}
