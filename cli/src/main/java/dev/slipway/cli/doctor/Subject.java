package dev.slipway.cli.doctor;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.Packager;
import dev.slipway.packager.trial.StarterSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The package that is measured. Its blobs are in the store; a folder need not be packaged for it.
 *
 * @param digest the package
 * @param manifest what it is made of
 * @param serving what a function reads of it
 * @param asks how its author wants it served
 * @param events what it is asked
 * @param asked the same in words
 */
record Subject(
        Digest digest,
        Manifest manifest,
        ServingManifest serving,
        ServingSpec asks,
        List<byte[]> events,
        String asked) {

    private static final int LARGEST = 64 << 20;

    /** Copies the events. */
    Subject {
        events = List.copyOf(events);
    }

    /**
     * Finds it.
     *
     * @throws CommandException where the name leads nowhere, or nobody knows what to ask
     * @throws dev.slipway.core.spec.ProblemsException with all that is wrong with the folder
     */
    static Subject find(ModelStore store, Path folder, String name, InstantSource clock) throws IOException {
        return switch (PackageNames.find(store, folder, name)) {
            case PackageReferences.Unpacked(Path path) -> of(store, Packager.read(path), clock);
            case PackageReferences.Stored(Digest digest) -> of(store, digest, clock);
        };
    }

    private static Subject of(ModelStore store, ModelPackage read, InstantSource clock) {
        new Packager(store).put(read);
        return of(store, read.digest(), read.spec().serving(), read.requests(), clock);
    }

    private static Subject of(ModelStore store, Digest digest, InstantSource clock) {
        ServingSpec asks = PackageContents.manifest(store, digest)
                .layer(ModelSpec.FILE)
                .map(layer -> ModelSpec.parse(ModelSpec.FILE, store.read(layer.digest(), LARGEST))
                        .serving())
                .orElse(ServingSpec.DEFAULT);
        return of(store, digest, asks, List.of(), clock);
    }

    private static Subject of(
            ModelStore store, Digest digest, ServingSpec asks, List<Json.Fields> given, InstantSource clock) {
        Manifest manifest = PackageContents.manifest(store, digest);
        ServingManifest serving = PackageContents.serving(store, digest);
        List<Json.Fields> samples = serving.samples().flatMap(manifest::layer).stream()
                .flatMap(layer -> GoldenSample.parse(store.read(layer.digest(), LARGEST)).stream())
                .map(GoldenSample::request)
                .toList();
        if (!samples.isEmpty()) {
            String asked = samples.size() == 1 ? "its golden sample" : "its " + samples.size() + " golden samples";
            return new Subject(digest, manifest, serving, asks, events(serving, samples, clock), asked);
        }
        if (!given.isEmpty()) {
            return new Subject(
                    digest, manifest, serving, asks, events(serving, given, clock), "the example it came with");
        }
        List<Json.Fields> made = StarterSamples.requests(serving.signature().inputs());
        if (made.isEmpty()) {
            throw CommandException.failed("the package has no golden samples, and requests cannot be made up from its"
                    + " signature; write some into samples.jsonl and name it in slipway.yaml");
        }
        return new Subject(
                digest,
                manifest,
                serving,
                asks,
                events(serving, made, clock),
                "requests made up from its signature, for it has no golden samples");
    }

    private static List<byte[]> events(ServingManifest serving, List<Json.Fields> requests, InstantSource clock) {
        List<byte[]> events = new ArrayList<>();
        for (Json.Fields request : requests) {
            events.add(HttpEvent.infer(serving.model(), request, "doctor-" + (events.size() + 1), clock.instant()));
        }
        return events;
    }

    /** The size of all its files, in bytes. */
    long size() {
        return manifest.layers().stream().mapToLong(Descriptor::size).sum();
    }
}
