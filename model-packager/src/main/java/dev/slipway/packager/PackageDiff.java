package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one package to another.
 *
 * @param from the one
 * @param to the other
 * @param files each file that is not the same in both
 * @param signature each input or output that is not the same in both
 * @param samples what the golden samples expect of both
 * @param sizeFrom the bytes of all files of the one
 * @param sizeTo the bytes of all files of the other
 */
public record PackageDiff(
        Digest from,
        Digest to,
        List<FileChange> files,
        List<TensorChange> signature,
        SampleChange samples,
        long sizeFrom,
        long sizeTo) {

    private static final int LARGEST = 64 << 20;

    /** Copies the lists. */
    public PackageDiff {
        files = List.copyOf(files);
        signature = List.copyOf(signature);
    }

    /**
     * A file that differs.
     *
     * @param path its path
     * @param kind {@code weights}, {@code samples} or {@code file}
     * @param before its size in the one, where it is there
     * @param after its size in the other, where it is there
     */
    public record FileChange(String path, String kind, Optional<Long> before, Optional<Long> after) {}

    /**
     * A tensor that differs.
     *
     * @param side {@code input} or {@code output}
     * @param name its name
     * @param before as the one has it, where it does
     * @param after as the other has it, where it does
     */
    public record TensorChange(String side, String name, Optional<String> before, Optional<String> after) {}

    /**
     * What golden samples expect: of requests that both have, whether the answers are the same.
     *
     * @param same how many requests both have, with the same answer
     * @param different how many requests both have, with another answer
     * @param onlyBefore how many requests only the one has
     * @param onlyAfter how many requests only the other has
     */
    public record SampleChange(int same, int different, int onlyBefore, int onlyAfter) {}

    /**
     * Compares two stored packages.
     *
     * @throws dev.slipway.core.platform.PlatformException where a part of one is missing or damaged
     */
    public static PackageDiff of(ModelStore store, Digest from, Digest to) {
        return of(store, from, store, to);
    }

    /**
     * Compares two packages that may be in two stores.
     *
     * @throws dev.slipway.core.platform.PlatformException where a part of one is missing or damaged
     */
    public static PackageDiff of(ModelStore one, Digest from, ModelStore other, Digest to) {
        Manifest before = PackageContents.manifest(one, from);
        Manifest after = PackageContents.manifest(other, to);
        ServingManifest served = PackageContents.serving(one, from);
        ServingManifest serving = PackageContents.serving(other, to);
        List<TensorChange> tensors = new ArrayList<>();
        tensors.addAll(tensors(
                "input", served.signature().inputs(), serving.signature().inputs()));
        tensors.addAll(tensors(
                "output", served.signature().outputs(), serving.signature().outputs()));
        return new PackageDiff(
                from,
                to,
                files(before, after, served, serving),
                tensors,
                samples(samples(one, before, served), samples(other, after, serving)),
                size(before),
                size(after));
    }

    private static long size(Manifest manifest) {
        return manifest.layers().stream().mapToLong(Descriptor::size).sum();
    }

    private static List<FileChange> files(
            Manifest before, Manifest after, ServingManifest served, ServingManifest serving) {
        Set<String> paths = new TreeSet<>();
        Stream.of(before, after)
                .flatMap(one -> one.layers().stream())
                .forEach(layer -> layer.path().ifPresent(paths::add));
        List<FileChange> changes = new ArrayList<>();
        for (String path : paths) {
            Optional<Descriptor> one = before.layer(path);
            Optional<Descriptor> other = after.layer(path);
            if (!one.map(Descriptor::digest).equals(other.map(Descriptor::digest))) {
                changes.add(new FileChange(
                        path, kind(path, served, serving), one.map(Descriptor::size), other.map(Descriptor::size)));
            }
        }
        return changes;
    }

    private static String kind(String path, ServingManifest served, ServingManifest serving) {
        if (served.weights().contains(path) || serving.weights().contains(path)) {
            return "weights";
        }
        Optional<String> named = Optional.of(path);
        return named.equals(served.samples()) || named.equals(serving.samples()) ? "samples" : "file";
    }

    private static List<TensorChange> tensors(String side, List<TensorSpec> before, List<TensorSpec> after) {
        Map<String, String> one = new HashMap<>();
        Map<String, String> other = new HashMap<>();
        before.forEach(tensor -> one.put(tensor.name(), tensor.datatype() + " " + tensor.shape()));
        after.forEach(tensor -> other.put(tensor.name(), tensor.datatype() + " " + tensor.shape()));
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names.stream()
                .filter(name -> !Optional.ofNullable(one.get(name)).equals(Optional.ofNullable(other.get(name))))
                .map(name -> new TensorChange(
                        side, name, Optional.ofNullable(one.get(name)), Optional.ofNullable(other.get(name))))
                .toList();
    }

    private static Map<String, GoldenSample> samples(ModelStore store, Manifest manifest, ServingManifest serving) {
        Map<String, GoldenSample> samples = new HashMap<>();
        serving.samples()
                .flatMap(manifest::layer)
                .map(layer -> GoldenSample.parse(store.read(layer.digest(), LARGEST)))
                .orElse(List.of())
                .forEach(sample ->
                        samples.put(new String(JsonText.canonical(sample.request()), StandardCharsets.UTF_8), sample));
        return samples;
    }

    private static SampleChange samples(Map<String, GoldenSample> before, Map<String, GoldenSample> after) {
        Set<String> both = new HashSet<>(before.keySet());
        both.retainAll(after.keySet());
        int same = (int) both.stream()
                .filter(request -> expectTheSame(before.get(request), after.get(request)))
                .count();
        return new SampleChange(same, both.size() - same, before.size() - both.size(), after.size() - both.size());
    }

    /** Within the tolerance of the one. */
    private static boolean expectTheSame(@Nullable GoldenSample before, @Nullable GoldenSample after) {
        return before != null
                && after != null
                && Comparison.compare(before, after.outputs()).isEmpty();
    }

    /** Whether nothing changed at all. */
    public boolean isEmpty() {
        return from.equals(to);
    }

    /**
     * The differences for people.
     *
     * @param sizes writes a number of bytes
     */
    public List<String> lines(LongFunction<String> sizes) {
        List<String> lines = new ArrayList<>();
        if (isEmpty()) {
            return List.of("the same package: " + from);
        }
        lines.add("from        " + from + "  " + sizes.apply(sizeFrom));
        lines.add("to          " + to + "  " + sizes.apply(sizeTo));
        boolean weights = files.stream().anyMatch(file -> file.kind().equals("weights"));
        lines.add("weights     " + (weights ? "changed" : "the same"));
        for (FileChange file : files) {
            lines.add("%-11s %s  %s".formatted(file.kind(), file.path(), how(file.before(), file.after(), sizes)));
        }
        lines.add("signature   " + (signature.isEmpty() ? "the same" : "changed"));
        for (TensorChange tensor : signature) {
            lines.add("%-11s %s  %s -> %s"
                    .formatted(
                            tensor.side(),
                            tensor.name(),
                            tensor.before().orElse("none"),
                            tensor.after().orElse("none")));
        }
        lines.add("samples     " + samples.same() + " expect the same, " + samples.different() + " another answer, "
                + samples.onlyBefore() + " left, " + samples.onlyAfter() + " new");
        return lines;
    }

    private static String how(Optional<Long> before, Optional<Long> after, LongFunction<String> sizes) {
        if (before.isEmpty() || after.isEmpty()) {
            return before.isEmpty() ? "new, " + sizes.apply(after.orElse(0L)) : "gone";
        }
        return sizes.apply(before.get()) + " -> " + sizes.apply(after.get());
    }

    /** The differences as JSON, as {@code diff --json} prints them. */
    public Json.Fields json() {
        return Json.object()
                .with("from", Json.of(from.toString()))
                .with("to", Json.of(to.toString()))
                .with("same", Json.of(isEmpty()))
                .with("size_from", Json.of(sizeFrom))
                .with("size_to", Json.of(sizeTo))
                .with(
                        "files",
                        Json.array(files.stream()
                                .map(file -> Json.object()
                                        .with("path", Json.of(file.path()))
                                        .with("kind", Json.of(file.kind()))
                                        .with("size_from", size(file.before()))
                                        .with("size_to", size(file.after())))
                                .toList()))
                .with(
                        "signature",
                        Json.array(signature.stream()
                                .map(tensor -> Json.object()
                                        .with("side", Json.of(tensor.side()))
                                        .with("name", Json.of(tensor.name()))
                                        .with("from", Json.ofText(tensor.before()))
                                        .with("to", Json.ofText(tensor.after())))
                                .toList()))
                .with(
                        "samples",
                        Json.object()
                                .with("same", Json.of(samples.same()))
                                .with("different", Json.of(samples.different()))
                                .with("only_from", Json.of(samples.onlyBefore()))
                                .with("only_to", Json.of(samples.onlyAfter())));
    }

    private static Json size(Optional<Long> size) {
        return size.<Json>map(Json::of).orElseGet(Json.Null::new);
    }
}
