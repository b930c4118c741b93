package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.kit.SignerContract;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Keys in an emulator's KMS: what is signed there is verified here. */
@Needs(Capability.KMS_P256)
class KmsSignerEmulatorIT extends SignerContract {

    private static final byte[] MESSAGE = "sha256:of a manifest".getBytes(StandardCharsets.UTF_8);

    private final AwsClients clients;
    private final AwsPlatform platform;

    KmsSignerEmulatorIT(Emulator emulator) {
        this.clients = EmulatedAws.clients(emulator);
        this.platform = AwsPlatform.over(clients);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected Signer signer() {
        return platform.signer(key(KeySpec.ECC_NIST_P256));
    }

    @Override
    protected Signer another() {
        return platform.signer(key(KeySpec.ECC_NIST_P256));
    }

    private String key(KeySpec spec) {
        return clients.kms()
                .createKey(request -> request.keySpec(spec).keyUsage(KeyUsageType.SIGN_VERIFY))
                .keyMetadata()
                .keyId();
    }

    @Test
    void aKeyMayBeNamedByAnAlias() {
        String id = key(KeySpec.ECC_NIST_P256);
        String alias = "alias/" + Emulator.freshName("slipway");
        clients.kms().createAlias(request -> request.aliasName(alias).targetKeyId(id));
        Signer signer = platform.signer(alias);

        assertThat(platform.signer(id).key().verify(MESSAGE, signer.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void aKeyThatIsNotThereIsMissingOrRefusedAndNamed() {
        String nobodys = "11111111-2222-3333-4444-555555555555";

        assertThatThrownBy(() -> platform.signer(nobodys).key())
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(nobodys);
        assertThatThrownBy(() -> platform.signer(nobodys).sign(MESSAGE))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(nobodys);
    }

    /** The key is sound, as its own signature shows; packages are signed with P-256 all the same. */
    @Test
    @Needs(Capability.KMS_RSA_PSS)
    void anRsaKeySignsAndIsRefusedForPackages() throws GeneralSecurityException {
        String id = key(KeySpec.RSA_2048);
        byte[] signature = clients.kms()
                .sign(request -> request.keyId(id)
                        .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PSS_SHA_256)
                        .message(SdkBytes.fromByteArray(MESSAGE)))
                .signature()
                .asByteArray();
        byte[] publicKey = clients.kms()
                .getPublicKey(request -> request.keyId(id))
                .publicKey()
                .asByteArray();
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey)));
        verifier.update(MESSAGE);

        assertThat(verifier.verify(signature)).isTrue();
        assertThatThrownBy(() -> platform.signer(id).key())
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("RSA_2048")
                .hasMessageContaining("expected an ECC_NIST_P256 key");
    }

    @Test
    @Needs(Capability.KMS_ED25519)
    void anEd25519KeyIsRefusedForPackages() {
        String id = key(KeySpec.ECC_NIST_EDWARDS25519);

        assertThatThrownBy(() -> platform.signer(id).key()).isInstanceOf(PlatformException.Refused.class);
    }
}
