package dev.slipway.functions.start;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Trust;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.Engines;
import dev.slipway.functions.engine.ModelEngine;
import dev.slipway.functions.engine.ModelFiles;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.tensor.Predictor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Loads a package by its digest. Invariant I5: weights are read once, into memory, while their digest is checked, and
 * that memory is what the engine gets; no path and no second read lie between.
 */
public final class PackageLoader {

    /** Manifests and samples are small; more than this is none of ours. */
    private static final int LIMIT = 64 << 20;

    private static final int CHUNK = 1 << 16;

    /** Engines read weights in vectors. */
    private static final int ALIGNMENT = 64;

    /** Up to so many bytes a file is small. Memory for those counts against what the JVM allows buffers. */
    private static final int SMALL = 16 << 20;

    private final ModelStore store;
    private final Function<ModelFormat, ModelEngine> engines;
    private final Trust trust;
    private final boolean samples;

    /**
     * A loader of packages in this store.
     *
     * @param engines starts the engine of a format; asked once it is known which
     * @param trust whose packages are loaded
     */
    public PackageLoader(ModelStore store, Function<ModelFormat, ModelEngine> engines, Trust trust) {
        this(store, engines, trust, true);
    }

    private PackageLoader(ModelStore store, Function<ModelFormat, ModelEngine> engines, Trust trust, boolean samples) {
        this.store = store;
        this.engines = engines;
        this.trust = trust;
        this.samples = samples;
    }

    /** The same, which leaves the golden samples out: whoever does not ask them need not read them in each start. */
    public PackageLoader withoutSamples() {
        return new PackageLoader(store, engines, trust, false);
    }

    /** A loader of packages in this store, whoever made them. */
    public PackageLoader(ModelStore store, Function<ModelFormat, ModelEngine> engines) {
        this(store, engines, Trust.ANYBODY);
    }

    /** A loader of packages in this store, by the engines of this bundle. */
    public PackageLoader(ModelStore store, EngineSettings settings, Trust trust) {
        this(store, format -> Engines.start(format, settings), trust);
    }

    /**
     * Loads the package.
     *
     * @throws ModelLoadException where the model cannot be served
     * @throws dev.slipway.core.platform.PlatformException where the store lacks a part of it, a part is damaged, or
     *     nobody who is trusted signed it
     */
    public LoadedModel load(Digest digest) {
        PackageSigning.demand(store, digest, trust);
        Manifest manifest = Manifest.parse(store.read(digest, LIMIT));
        ServingManifest serving = ServingManifest.parse(
                store.read(layer(manifest, ServingManifest.PATH).digest(), LIMIT));
        List<byte[]> requests = serving.samples()
                .filter(_ -> samples)
                .map(path -> Samples.requests(store.read(layer(manifest, path).digest(), LIMIT)))
                .orElse(List.of());
        Predictor predictor = engines.apply(serving.format()).load(new Files(manifest, serving));
        check(serving.signature(), predictor.signature());
        return new LoadedModel(serving, predictor, requests);
    }

    private final class Files implements ModelFiles {

        private final Manifest manifest;
        private final ServingManifest serving;

        Files(Manifest manifest, ServingManifest serving) {
            this.manifest = manifest;
            this.serving = serving;
        }

        @Override
        public ServingManifest serving() {
            return serving;
        }

        @Override
        public MemorySegment memory(String path) {
            return large(layer(manifest, path));
        }

        @Override
        public ByteBuffer read(String path) {
            Descriptor file = layer(manifest, path);
            return file.size() > SMALL ? ModelFiles.super.read(path) : small(file);
        }
    }

    private static Descriptor layer(Manifest manifest, String path) {
        return manifest.layer(path)
                .orElseThrow(() -> new ModelLoadException("the package has no file " + path + "; package it again"));
    }

    private MemorySegment large(Descriptor weights) {
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, weights.size()), ALIGNMENT);
        fill(weights, (chunk, at, length) -> MemorySegment.copy(chunk, 0, memory, ValueLayout.JAVA_BYTE, at, length));
        return memory.asSlice(0, weights.size());
    }

    /** The same without the foreign memory interface, whose own start takes longer than reading a small file. */
    private ByteBuffer small(Descriptor weights) {
        int size = (int) weights.size();
        ByteBuffer memory = ByteBuffer.allocateDirect(size + 2 * ALIGNMENT).alignedSlice(ALIGNMENT);
        fill(weights, (chunk, at, length) -> memory.put((int) at, chunk, 0, length));
        return memory.slice(0, size).order(ByteOrder.nativeOrder());
    }

    /** Where the bytes of a file go. */
    @FunctionalInterface
    private interface Memory {
        void put(byte[] chunk, long at, int length);
    }

    /** Reads a blob into memory, to the very end, where its digest is checked. */
    private void fill(Descriptor weights, Memory memory) {
        byte[] chunk = new byte[CHUNK];
        long filled = 0;
        try (InputStream in = store.open(weights.digest())) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (read > weights.size() - filled) {
                    throw new ModelLoadException(weights.digest() + " has more than the " + weights.size()
                            + " bytes that the manifest says");
                }
                memory.put(chunk, filled, read);
                filled += read;
            }
        } catch (IOException e) {
            throw new ModelLoadException("cannot read " + weights.digest() + ": " + e.getMessage(), e);
        }
        if (filled < weights.size()) {
            throw new ModelLoadException(
                    weights.digest() + " has " + filled + " bytes; the manifest says " + weights.size());
        }
    }

    /** The package may be stricter than the file, but not contradict it. */
    private static void check(Signature declared, Signature found) {
        check("input", declared.inputs(), found.inputs());
        check("output", declared.outputs(), found.outputs());
    }

    private static Optional<TensorSpec> named(String name, List<TensorSpec> tensors) {
        for (TensorSpec tensor : tensors) {
            if (tensor.name().equals(name)) {
                return Optional.of(tensor);
            }
        }
        return Optional.empty();
    }

    private static void check(String side, List<TensorSpec> declared, List<TensorSpec> found) {
        for (TensorSpec spec : declared) {
            Optional<TensorSpec> own = named(spec.name(), found);
            if (own.isEmpty() || own.get().datatype() != spec.datatype()) {
                throw new ModelLoadException("the package says " + side + " \"" + spec.name() + "\" " + spec.datatype()
                        + ", the model file has "
                        + own.map(tensor -> tensor.datatype().toString()).orElse("no such " + side)
                        + "; package the folder again");
            }
        }
        if (side.equals("input") && found.size() > declared.size()) {
            throw new ModelLoadException("the model file has " + found.size() + " inputs, the package says "
                    + declared.size() + "; package the folder again");
        }
    }
}
