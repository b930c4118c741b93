package dev.slipway.packager.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What an ONNX file says of itself (github.com/onnx/onnx onnx.proto, message {@code ModelProto}).
 *
 * @param irVersion the version of the file format
 * @param producer the program that wrote it, with its version; may be empty
 * @param description the file's own documentation; may be empty
 * @param operatorSets the operator sets it needs, each with its version; the default set is called {@code ai.onnx}
 * @param operators the operators it uses, as {@code Add} or {@code ai.onnx.ml.Scaler}
 * @param inputs the inputs a caller must give: those of the graph that have no value in the file
 * @param outputs the outputs
 * @param parameters how many numbers the file keeps as weights: initializers, constants, lists of numbers in nodes
 * @param elementTypes the element types of initializers and constants, by their number of elements
 * @param externalFiles the files beside it that hold weights, as the file names them
 */
public record OnnxModel(
        long irVersion,
        String producer,
        String description,
        SortedMap<String, Long> operatorSets,
        SortedSet<String> operators,
        List<Value> inputs,
        List<Value> outputs,
        long parameters,
        SortedMap<ElementType, Long> elementTypes,
        SortedSet<String> externalFiles) {

    /** Copies the lists. */
    public OnnxModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Reads a file. Its weights are passed over, so memory does not follow their size.
     *
     * @param size the file's length in bytes
     * @throws OnnxException where it is no ONNX model
     * @throws IOException where it cannot be read
     */
    public static OnnxModel read(Source source, long size) throws IOException {
        return OnnxReader.read(source, size);
    }

    /** A file that is read from its start, twice. */
    @FunctionalInterface
    public interface Source {
        /** Opens it at its start. */
        InputStream open() throws IOException;
    }

    /**
     * An input or output.
     *
     * @param name its name
     * @param type what it is
     */
    public record Value(String name, Type type) {}

    /** What an input or output is. */
    public sealed interface Type {}

    /**
     * A tensor.
     *
     * @param elementType its elements
     * @param shape its dimensions, -1 where any size will do; empty where the file does not even say how many there are
     */
    public record Tensor(ElementType elementType, Optional<List<Long>> shape) implements Type {}

    /**
     * Something else: {@code sequence(map)}, {@code map}, {@code optional}, {@code sparse tensor}.
     *
     * @param kind what it is, in words
     */
    public record NoTensor(String kind) implements Type {}
}
