package dev.slipway.packager.torchscript;

import dev.slipway.packager.format.FileSource;
import dev.slipway.packager.format.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a TorchScript archive says of itself (github.com/pytorch/pytorch torch/csrc/jit/docs/serialization.md).
 *
 * @param className the module's class, without PyTorch's own prefixes
 * @param forward what it takes and gives
 * @param elementTypes how many numbers it holds of each type, as PyTorch calls them: {@code Float}, {@code Long}
 */
public record TorchModel(String className, Forward forward, SortedMap<String, Long> elementTypes) {

    /** Code and structure of the largest of models are far below this; weights are not read. */
    private static final int MOST_BYTES = 64 << 20;

    /** Reading and writing files, which no model needs. */
    private static final Pattern FILES = Pattern.compile("\\btorch\\.(from_file|save|load)\\(");

    private static final Pattern OPERATORS = Pattern.compile("\\bops\\.(?!prim\\.|aten\\.)(\\w+\\.\\w+)\\(");

    /** Copies the map. */
    public TorchModel {
        elementTypes = new TreeMap<>(elementTypes);
    }

    /**
     * Reads an archive.
     *
     * @throws FormatException where it is none, or one that cannot be served
     */
    public static TorchModel read(FileSource files, String file) throws IOException {
        try {
            return whole(files, file);
        } catch (EOFException e) {
            throw new FormatException("the archive is cut off, or damaged");
        }
    }

    private static TorchModel whole(FileSource files, String file) throws IOException {
        List<ZipDirectory.Entry> entries = ZipDirectory.list(files, file);
        String root = root(entries);
        SortedMap<String, byte[]> contents = ZipDirectory.read(
                files,
                file,
                entries,
                name -> name.equals(root + "data.pkl")
                        || name.equals(root + "constants.pkl")
                        || (name.startsWith(root + "code/") && name.endsWith(".py")),
                MOST_BYTES);
        PickleReader.Pickle data = PickleReader.read(part(contents, root + "data.pkl"));
        PickleReader.Pickle constants = PickleReader.read(part(contents, root + "constants.pkl"));
        contents.forEach((name, code) -> check(name.substring(root.length()), text(code)));
        String name = data.firstName()
                .filter(found -> found.startsWith("__torch__."))
                .orElseThrow(() -> new FormatException("its data.pkl holds no module"));
        SortedMap<String, Long> elementTypes = new TreeMap<>();
        count(data, elementTypes);
        count(constants, elementTypes);
        return new TorchModel(plain(name), forward(contents, root, name), elementTypes);
    }

    /** The folder that everything lies in: whatever the archive was called when it was saved. */
    private static String root(List<ZipDirectory.Entry> entries) {
        Set<String> names = new HashSet<>();
        entries.forEach(entry -> names.add(entry.name()));
        String first = entries.isEmpty() ? "" : entries.getFirst().name();
        String root = first.substring(0, first.indexOf('/') + 1);
        if (names.contains("serialized_exported_program.json") || names.contains(root + "archive_format")) {
            throw new FormatException(
                    "torch.export saved it, which TorchScript's interpreter does not run; save it with"
                            + " torch.jit.trace(model, example).save(file), or export it to ONNX");
        }
        boolean hasCode = entries.stream().anyMatch(entry -> entry.name().startsWith(root + "code/"));
        if (names.contains(root + "constants.pkl") && hasCode) {
            return root;
        }
        if (names.contains(root + "data.pkl")) {
            throw new FormatException(
                    "torch.save wrote it: a Python pickle, which runs code when it is loaded and is never"
                            + " accepted; save it with torch.jit.script(model.eval()).save(file)");
        }
        throw new FormatException("there is no data.pkl, constants.pkl and code/ in it");
    }

    private static byte[] part(SortedMap<String, byte[]> contents, String name) {
        return Optional.ofNullable(contents.get(name))
                .orElseThrow(() -> new FormatException("there is no " + name + " in it"));
    }

    private static void check(String name, String code) {
        if (!name.endsWith(".py")) {
            return;
        }
        Matcher reads = FILES.matcher(code);
        if (reads.find()) {
            throw new FormatException(
                    name + " calls torch." + reads.group(1) + ": a model that reads or writes files is not served");
        }
        Matcher operators = OPERATORS.matcher(code);
        if (operators.find()) {
            throw new FormatException(name + " calls " + operators.group(1)
                    + ", an operator that comes with a library of its own; the function has PyTorch's only");
        }
    }

    /** {@code __torch__.net.Served} is the class Served in code/__torch__/net.py. */
    private static Forward forward(SortedMap<String, byte[]> contents, String root, String name) {
        int dot = name.lastIndexOf('.');
        String path = root + "code/" + name.substring(0, dot).replace('.', '/') + ".py";
        return Forward.of(text(part(contents, path)), name.substring(dot + 1));
    }

    private static String plain(String name) {
        return name.replaceFirst("^__torch__\\.", "").replaceAll("___torch_mangle_\\d+\\.", "");
    }

    private static void count(PickleReader.Pickle pickle, SortedMap<String, Long> types) {
        Set<String> seen = new HashSet<>();
        for (PickleReader.Storage storage : pickle.storages()) {
            if (seen.add(storage.key())) {
                types.merge(storage.type().replaceFirst("Storage$", ""), storage.count(), Long::sum);
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many numbers it holds. */
    public long parameters() {
        return elementTypes.values().stream().mapToLong(Long::longValue).sum();
    }
}
