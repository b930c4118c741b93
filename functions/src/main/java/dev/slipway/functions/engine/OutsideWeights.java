package dev.slipway.functions.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Gives ONNX Runtime the weights that lie outside of a model's file, from memory. */
final class OutsideWeights implements AutoCloseable {

    private final Map<String, OnnxTensorLike> tensors = new HashMap<>();

    private OutsideWeights() {}

    /**
     * Makes a tensor of each, over the memory given and without copying it.
     *
     * @param files the files beside the model, by the names that the model has for them
     * @throws ModelLoadException where a file that the model names is not among them, or is too short
     */
    static OutsideWeights of(OrtEnvironment environment, List<OutsideTensor> wanted, Map<String, MemorySegment> files)
            throws OrtException {
        OutsideWeights weights = new OutsideWeights();
        try {
            for (OutsideTensor tensor : wanted) {
                OnnxTensor made =
                        OnnxTensor.createTensor(environment, elements(tensor, files), shape(tensor), type(tensor));
                OnnxTensorLike twice = weights.tensors.put(tensor.name(), made);
                if (twice != null) {
                    twice.close();
                    throw new ModelLoadException("the model has two initializers called \"" + tensor.name() + "\"");
                }
            }
            return weights;
        } catch (OrtException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /** The tensors by their names in the graph. */
    Map<String, OnnxTensorLike> tensors() {
        return tensors;
    }

    private static ByteBuffer elements(OutsideTensor tensor, Map<String, MemorySegment> files) {
        MemorySegment file = files.get(tensor.location());
        if (file == null) {
            throw new ModelLoadException("the model keeps the tensor \"" + tensor.name() + "\" in the file \""
                    + tensor.location() + "\", which is not among the package's weights"
                    + (files.isEmpty() ? "" : " (" + String.join(", ", new TreeSet<>(files.keySet())) + ")")
                    + "; list it under weights and package again");
        }
        long length = size(tensor);
        if (tensor.length() != -1 && tensor.length() != length) {
            throw new ModelLoadException("the model gives the tensor \"" + tensor.name() + "\" " + tensor.length()
                    + " bytes in \"" + tensor.location() + "\"; its type and shape need " + length);
        }
        if (tensor.offset() < 0 || length > Integer.MAX_VALUE || tensor.offset() > file.byteSize() - length) {
            throw new ModelLoadException("the tensor \"" + tensor.name() + "\" is said to be " + length
                    + " bytes from byte " + tensor.offset() + " of \"" + tensor.location() + "\" on, which has "
                    + file.byteSize() + "; expected at most " + Integer.MAX_VALUE + " within it");
        }
        return file.asSlice(tensor.offset(), length).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private static long size(OutsideTensor tensor) {
        long size = type(tensor).size;
        try {
            for (long dimension : tensor.shape()) {
                size = Math.multiplyExact(size, dimension);
            }
        } catch (ArithmeticException e) {
            size = -1;
        }
        if (size < 0) {
            throw new ModelLoadException("the tensor \"" + tensor.name() + "\" has the shape " + tensor.shape());
        }
        return size;
    }

    private static long[] shape(OutsideTensor tensor) {
        return tensor.shape().stream().mapToLong(Long::longValue).toArray();
    }

    /** {@code TensorProto.DataType} as the Java library takes it in. */
    private static OnnxJavaType type(OutsideTensor tensor) {
        return switch (tensor.elementType()) {
            case 1 -> OnnxJavaType.FLOAT;
            case 2 -> OnnxJavaType.UINT8;
            case 3 -> OnnxJavaType.INT8;
            case 5 -> OnnxJavaType.INT16;
            case 6 -> OnnxJavaType.INT32;
            case 7 -> OnnxJavaType.INT64;
            case 9 -> OnnxJavaType.BOOL;
            case 10 -> OnnxJavaType.FLOAT16;
            case 11 -> OnnxJavaType.DOUBLE;
            case 16 -> OnnxJavaType.BFLOAT16;
            default ->
                throw new ModelLoadException("the tensor \"" + tensor.name() + "\" in \"" + tensor.location()
                        + "\" has elements of the type " + tensor.elementType()
                        + " (TensorProto.DataType), which can only lie in the model's own file; save it there");
        };
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensorLike::close);
    }
}
