package dev.slipway.bench;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.v2.InferResponse;
import dev.slipway.functions.v2.RequestReader;
import dev.slipway.functions.v2.ResponseWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The protocol alone: a body's bytes to tensors in the engine's memory, and tensors to a body's bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

    private static final int DIGITS = 10;
    private static final int MEMORY = 8 << 20;
    private static final Signature SIGNATURE = new Signature(
            List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 64L))),
            List.of(
                    new TensorSpec("label", Datatype.INT64, List.of(-1L)),
                    new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, 10L))));

    /** As in {@link HandlerBenchmark}. */
    @Param({"json", "json-long", "binary"})
    public String request = "json";

    private Work read = () -> 0;
    private Work write = () -> 0;

    /** Makes a request and an answer. */
    @Setup
    public void load() {
        Load load = Load.named(request);
        RequestReader reader = new RequestReader(SIGNATURE);
        TensorMemory memory = TensorMemory.recycled(MEMORY);
        read = () -> {
            try (TensorMemory.Lease lease = memory.lease()) {
                return reader.read(load.body(), load.jsonLength(), lease)
                        .inputs()
                        .size();
            }
        };
        boolean binary = load.jsonLength().isPresent();
        InferResponse response =
                new InferResponse("digits", "1", Optional.empty(), outputs(load.rows()), List.of(binary, binary));
        write = () -> {
            JsonBytes out = new JsonBytes();
            ResponseWriter.write(response, out);
            return out.length();
        };
    }

    private static List<Tensor> outputs(int rows) {
        ByteBuffer labels = ByteBuffer.allocate(rows * Long.BYTES).order(ByteOrder.nativeOrder());
        ByteBuffer probabilities =
                ByteBuffer.allocate(rows * DIGITS * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < rows * DIGITS; i++) {
            probabilities.putFloat(i * Float.BYTES, 1 / (i % 97 + 3f));
        }
        return List.of(
                new Tensor.Fixed("label", Datatype.INT64, Shape.of(rows), labels),
                new Tensor.Fixed("probabilities", Datatype.FP32, Shape.of(rows, DIGITS), probabilities));
    }

    /** A body's bytes to tensors. */
    @Benchmark
    public int read() throws Exception {
        return read.run();
    }

    /** Tensors to a body's bytes. */
    @Benchmark
    public int write() throws Exception {
        return write.run();
    }
}
