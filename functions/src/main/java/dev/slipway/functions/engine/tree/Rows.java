package dev.slipway.functions.engine.tree;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One input of rows, one output: what ensembles of trees take and give. Their files name no tensors, so the package does.
 *
 * @param input the input's name
 * @param output the output's name
 * @param datatype of both
 * @param features how many numbers a row has
 * @param values how many numbers a row is answered with; 0 where it is one, without a dimension of its own
 */
record Rows(String input, String output, Datatype datatype, long features, long values) {

    /**
     * Rows under the names that the package gives.
     *
     * @throws ModelLoadException where the package names more than one input or output
     */
    static Rows named(Signature declared, Datatype datatype, long features, long values) {
        if (declared.inputs().size() != 1 || declared.outputs().size() != 1) {
            throw new ModelLoadException("the package says " + declared.inputs().size() + " inputs and "
                    + declared.outputs().size() + " outputs; trees have one of each: package the folder again");
        }
        return new Rows(
                declared.inputs().getFirst().name(),
                declared.outputs().getFirst().name(),
                datatype,
                features,
                values);
    }

    Signature signature() {
        return new Signature(
                List.of(new TensorSpec(input, datatype, List.of(-1L, features))),
                List.of(new TensorSpec(output, datatype, values == 0 ? List.of(-1L) : List.of(-1L, values))));
    }

    /** How many rows an input has. */
    static long count(Tensor.Fixed tensor) {
        return tensor.shape().toArray()[0];
    }

    /** The input's elements outside the heap, as they are. */
    Tensor.Fixed only(List<Tensor> inputs) {
        if (inputs.size() == 1 && inputs.getFirst() instanceof Tensor.Fixed fixed && fixed.datatype() == datatype) {
            long[] shape = fixed.shape().toArray();
            if (shape.length != 2 || shape[1] != features) {
                // The package says otherwise than its file, and the library would read beyond the request.
                throw new PredictionException("expected rows of " + features + " numbers; package the folder again");
            }
            return fixed;
        }
        throw new PredictionException("expected one input " + input + " of " + datatype);
    }

    /** Room for what rows are answered with. */
    ByteBuffer room(long rows) {
        int bytes = Math.toIntExact(rows * Math.max(1, values) * datatype.width());
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** What rows were answered with. */
    List<Tensor> answer(List<String> outputs, long rows, ByteBuffer data) {
        Shape shape = values == 0 ? Shape.of(rows) : Shape.of(rows, values);
        return outputs.stream()
                .<Tensor>map(name -> new Tensor.Fixed(name, datatype, shape, data))
                .toList();
    }

    /**
     * Copies what XGBoost answered out of its memory; nothing in here blocks.
     *
     * @param shape the answer's shape, of FP32 numbers
     */
    @SuppressWarnings("restricted")
    static MemorySegment copied(long[] shape, MemorySegment found, MemorySegment into) {
        long bytes = Float.BYTES;
        for (long size : shape) {
            bytes *= size;
        }
        if (bytes != into.byteSize()) {
            throw new PredictionException("XGBoost answered " + bytes + " bytes; expected " + into.byteSize());
        }
        return into.copyFrom(found.reinterpret(bytes));
    }
}
