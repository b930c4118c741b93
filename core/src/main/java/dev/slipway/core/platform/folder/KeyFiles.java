package dev.slipway.core.platform.folder;

import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.VerificationKey;
import dev.slipway.core.platform.memory.KeyPairSigner;
import dev.slipway.core.spec.AwsStage.Signing;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys in files, as openssl writes them: {@code openssl genpkey -algorithm ed25519} the secret one, {@code openssl pkey
 * -pubout} the public one.
 */
public final class KeyFiles {

    private static final int LARGEST = 1 << 16;

    private KeyFiles() {}

    /**
     * Writes a new pair: {@code NAME.key}, for its owner's eyes only, and {@code NAME.pub}.
     *
     * @param name the files' common path
     * @return the public key
     * @throws ProblemsException where one of the files is there already; nothing is written
     */
    public static VerificationKey make(Path name) throws IOException {
        Path secret = name.resolveSibling(name.getFileName() + ".key");
        Path open = name.resolveSibling(name.getFileName() + ".pub");
        for (Path file : List.of(secret, open)) {
            if (Files.exists(file)) {
                throw new ProblemsException(new Problem(
                        file.toString(), "is there already", "a name that is free", "a key is never overwritten"));
            }
        }
        KeyPairSigner signer = KeyPairSigner.fresh();
        write(secret, signer.pem(), "rw-------");
        write(open, signer.key().pem(), "rw-r--r--");
        return signer.key();
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        } catch (FileAlreadyExistsException e) {
            throw new ProblemsException(new Problem(file.toString(), "is there already", "", "choose another name"));
        }
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /**
     * Reads a secret key, and its public half from the file {@code NAME.pub} beside it.
     *
     * @throws ProblemsException where one of the two is not there or is no key
     */
    public static Signer signer(Path file) throws IOException {
        String secret = text(file);
        String name = String.valueOf(file.getFileName()).replaceAll("\\.[^.]*$", "");
        Path half = file.resolveSibling(name + ".pub");
        if (!Files.exists(half)) {
            throw new ProblemsException(new Problem(
                    file.toString(),
                    "its public half is not beside it",
                    "a file " + half,
                    "write it with: openssl pkey -in " + file + " -pubout -out " + half));
        }
        try {
            return KeyPairSigner.parse(secret, key(half));
        } catch (IllegalArgumentException e) {
            throw new ProblemsException(new Problem(
                    file.toString(),
                    String.valueOf(e.getMessage()),
                    "a key for Ed25519 or P-256 in PKCS#8, not encrypted",
                    "make one with: slipway key NAME"));
        }
    }

    /**
     * Reads a public key.
     *
     * @throws ProblemsException where there is none in the file
     */
    public static VerificationKey key(Path file) throws IOException {
        try {
            return VerificationKey.parse(text(file));
        } catch (IllegalArgumentException e) {
            throw new ProblemsException(Problem.at(file.toString(), String.valueOf(e.getMessage())));
        }
    }

    /**
     * Reads the keys that settings trust.
     *
     * @param folder where the settings lie, which their paths begin at
     * @throws ProblemsException where one cannot be read, at the place that names it
     */
    public static Trust trust(Path folder, Signing signing) throws IOException {
        List<VerificationKey> keys = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Located<String> file : signing.keys()) {
            try {
                keys.add(VerificationKey.parse(text(folder.resolve(file.value()))));
            } catch (ProblemsException | IllegalArgumentException e) {
                String why = e instanceof ProblemsException wrong
                        ? wrong.problems().getFirst().found()
                        : String.valueOf(e.getMessage());
                problems.add(new Problem(
                        file.place().toString(),
                        "keys: \"" + file.value() + "\": " + why,
                        "",
                        "write a key's public half there; slipway key NAME makes a pair"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new Trust(signing.required(), keys);
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ProblemsException(Problem.at(file.toString(), "is too large for a key"));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ProblemsException(Problem.at(file.toString(), "there is no such file"));
        } catch (CharacterCodingException e) {
            throw new ProblemsException(Problem.at(file.toString(), "is no text"));
        }
    }
}
