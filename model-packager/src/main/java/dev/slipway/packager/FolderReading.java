package dev.slipway.packager;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.platform.HashedReading;
import dev.slipway.core.platform.ModelStore.Content;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.baseline.Baseline;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One reading of a model folder. Files are read in a stream, so memory does not follow their size. */
final class FolderReading {

    private static final int BUFFER = 1 << 16;

    /** Layers that are made here and are no files of the folder. */
    private static final List<String> MADE = List.of(ServingManifest.PATH, Baseline.PATH);

    private final FolderFiles folder;
    private final Map<Digest, Content> contents = new HashMap<>();

    FolderReading(FolderFiles folder) {
        this.folder = folder;
    }

    ModelPackage read() throws IOException {
        byte[] yaml = folder.spec();
        FolderWeights held = FolderWeights.of(ModelSpec.parse(ModelSpec.FILE, yaml), folder);
        ModelSpec spec = held.spec();
        PackagePlan plan = PackagePlan.of(spec, folder.list(spec, held.furtherPaths()), held.further());
        Map<String, Object> stamps = stamps(spec, plan);

        WeightsFacts weights =
                WeightsReading.inspect(held.format(), folder, spec.weights().get(0));
        WeightFiles.check(spec, weights);
        Signature signature = weights.signature(spec);
        checkSamples(spec, signature);
        Optional<Baseline> baseline = baseline(spec, signature);

        ServingManifest serving = new ServingManifest(
                spec.model().value(),
                held.format(),
                spec.weights().stream().map(Located::value).toList(),
                spec.samples().map(Located::value),
                signature,
                spec.serving().capture().key());
        List<Descriptor> layers = new ArrayList<>();
        for (PackagePlan.Layer layer : plan.layers()) {
            layers.add(
                    switch (layer.path()) {
                        case ModelSpec.FILE -> held(layer, yaml);
                        case ServingManifest.PATH -> held(layer, serving.bytes());
                        case Baseline.PATH -> held(layer, baseline.orElseThrow().bytes());
                        default -> hashed(layer);
                    });
        }
        byte[] config = ModelConfig.bytes(
                spec,
                held.format(),
                weights,
                layers.stream().map(Descriptor::digest).toList());
        Manifest manifest = new Manifest(held(MediaTypes.CONFIG, Map.of(), config), layers);
        checkUnchanged(stamps);
        return new ModelPackage(
                spec,
                serving,
                weights,
                baseline.map(Baseline::digest),
                held.requests(),
                manifest,
                contents,
                plan.leftOut());
    }

    private Map<String, Object> stamps(ModelSpec spec, PackagePlan plan) throws IOException {
        Set<String> paths =
                plan.layers().stream().map(PackagePlan.Layer::path).collect(Collectors.toCollection(TreeSet::new));
        paths.removeAll(MADE);
        spec.baseline().map(Located::value).ifPresent(paths::add);
        Map<String, Object> stamps = new HashMap<>();
        for (String path : paths) {
            stamps.put(path, folder.stamp(path));
        }
        return stamps;
    }

    /** What was inspected, checked and hashed must have been the same file all the time. */
    private void checkUnchanged(Map<String, Object> stamps) throws IOException {
        for (Map.Entry<String, Object> stamp : stamps.entrySet()) {
            if (!folder.stamp(stamp.getKey()).equals(stamp.getValue())) {
                throw new ProblemsException(new Problem(
                        stamp.getKey(), "changed while it was read", "", "package again when nothing writes to it"));
            }
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }

    private void checkSamples(ModelSpec spec, Signature signature) throws IOException {
        if (spec.samples().isPresent()) {
            String file = spec.samples().get().value();
            try (InputStream in = new BufferedInputStream(folder.open(file), BUFFER)) {
                refuse(SampleChecks.check(file, in, signature));
            }
        }
    }

    private Optional<Baseline> baseline(ModelSpec spec, Signature signature) throws IOException {
        if (spec.baseline().isEmpty()) {
            return Optional.empty();
        }
        String path = spec.baseline().get().value();
        return Optional.of(Baseline.read(path, source(path), signature));
    }

    private Baseline.Source source(String path) {
        return new Baseline.Source() {
            @Override
            public InputStream open() throws IOException {
                return folder.open(path);
            }

            @Override
            public FileChannel channel() throws IOException {
                return folder.channel(path);
            }
        };
    }

    private Descriptor hashed(PackagePlan.Layer layer) throws IOException {
        AtomicLong size = new AtomicLong();
        Digest digest;
        try (InputStream in = folder.open(layer.path())) {
            digest = HashedReading.read(in, (_, count) -> size.addAndGet(count));
        }
        Descriptor descriptor = new Descriptor(layer.mediaType(), digest, size.get(), annotations(layer));
        contents.put(descriptor.digest(), () -> folder.open(layer.path()));
        return descriptor;
    }

    private Descriptor held(PackagePlan.Layer layer, byte[] bytes) {
        return held(layer.mediaType(), annotations(layer), bytes);
    }

    private Descriptor held(String mediaType, Map<String, String> annotations, byte[] bytes) {
        Descriptor descriptor = new Descriptor(mediaType, Digest.of(bytes), bytes.length, annotations);
        contents.put(descriptor.digest(), () -> new ByteArrayInputStream(bytes));
        return descriptor;
    }

    private static Map<String, String> annotations(PackagePlan.Layer layer) {
        return Map.of(Descriptor.FILEPATH, layer.path(), Descriptor.TITLE, layer.path());
    }
}
