package dev.slipway.core.platform;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a store checks before it lists a package: that all of it is there. */
public final class PackageContents {

    /** No manifest of a model is near this: each file takes about 300 bytes of it. */
    public static final int LARGEST_MANIFEST = 4 << 20;

    private PackageContents() {}

    /**
     * Reads a package's manifest out of a store.
     *
     * @throws PlatformException.Missing where the store does not have it
     * @throws PlatformException.Corrupt where its bytes are not what the digest says
     * @throws PlatformException.Refused where the blob is something else than the manifest of a model
     */
    public static Manifest manifest(ModelStore store, Digest manifest) {
        byte[] bytes = store.read(manifest, LARGEST_MANIFEST);
        try {
            return Manifest.parse(bytes);
        } catch (JsonException | IllegalArgumentException e) {
            throw new PlatformException.Refused(manifest + " is no manifest of a model: " + e.getMessage());
        }
    }

    /**
     * Reads what a function must know of a package.
     *
     * @throws PlatformException.Missing where the store does not have a part of it
     * @throws PlatformException.Corrupt where bytes are not what their digest says
     * @throws PlatformException.Refused where it is no package, or a newer packager wrote it
     */
    public static ServingManifest serving(ModelStore store, Digest manifest) {
        Descriptor layer = manifest(store, manifest)
                .layer(ServingManifest.PATH)
                .orElseThrow(() -> new PlatformException.Refused(
                        "the package " + manifest + " has no " + ServingManifest.PATH + ": package it again"));
        byte[] bytes = store.read(layer.digest(), LARGEST_MANIFEST);
        try {
            return ServingManifest.parse(bytes);
        } catch (JsonException | IllegalArgumentException e) {
            throw new PlatformException.Refused("the package " + manifest + " cannot be served: " + e.getMessage());
        }
    }

    /** Whether a stored blob is the manifest of a model. */
    public static boolean isPackage(ModelStore store, Digest manifest) {
        try {
            manifest(store, manifest);
            return true;
        } catch (PlatformException.Refused | PlatformException.Corrupt e) {
            return false;
        }
    }

    /**
     * Checks that everything a manifest names is stored with the size it declares.
     *
     * @param sizes answers a stored blob's size in bytes
     * @return the manifest
     * @throws PlatformException.Missing where a blob is not stored; all that are missing are named
     * @throws PlatformException.Corrupt where one has another size
     * @throws PlatformException.Refused where {@code manifest} is no manifest of a model
     */
    public static Manifest check(ModelStore store, Digest manifest, Sizes sizes) throws IOException {
        Manifest read = manifest(store, manifest);
        List<Descriptor> all = new ArrayList<>(read.layers());
        all.add(read.config());
        check("the package " + manifest, all, sizes);
        return read;
    }

    /** Checks that all these blobs are stored with the size they declare. */
    static void check(String whose, List<Descriptor> all, Sizes sizes) throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Descriptor blob : all) {
            OptionalLong found = sizes.of(blob.digest());
            if (found.isEmpty()) {
                missing.add(blob.digest().toString());
            } else if (found.getAsLong() != blob.size()) {
                wrong.add(whose + " declares " + blob.size() + " bytes for " + blob.digest() + ", but "
                        + found.getAsLong() + " are stored");
            }
        }
        if (!missing.isEmpty()) {
            throw new PlatformException.Missing(
                    whose + " names blobs that are not stored: " + String.join(", ", missing));
        }
        if (!wrong.isEmpty()) {
            throw new PlatformException.Corrupt(String.join("; ", wrong));
        }
    }

    /** Answers the size of a stored blob. */
    @FunctionalInterface
    public interface Sizes {
        /** The blob's size in bytes; empty where it is not stored. */
        OptionalLong of(Digest blob) throws IOException;
    }
}
