package dev.slipway.bench;

import ai.onnxruntime.OrtException;
import dev.slipway.functions.lambda.InferenceHandler;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

/**
 * The whole function, from event bytes to answer bytes with its line on standard output, beside the model alone on the
 * same elements in the same JVM. The difference is our own share.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HandlerBenchmark {

    /** What is asked: 64 whole floats, 64 floats with all their digits, or a megabyte. */
    @Param({"json", "json-long", "binary"})
    public String request = "json";

    private Work model = () -> 0;
    private Work handler = () -> 0;

    /** Loads the model twice: as the function of this process's environment, and by itself. */
    @Setup
    public void load() throws OrtException, IOException {
        Load load = Load.named(request);
        // First, for its engine makes ONNX Runtime's environment, of which a process has one.
        InferenceHandler function = function();
        byte[] event = load.event();
        ByteArrayOutputStream answer = new ByteArrayOutputStream(1024);
        Call call = new Call("8f5c3c1e-7d2a-4c52-9a57-6f1b8a1d3e4c");
        handler = () -> {
            answer.reset();
            function.handleRequest(new ByteArrayInputStream(event), answer, call);
            return answer.toByteArray().length;
        };
        function.handleRequest(new ByteArrayInputStream(event), answer, call);
        Load.check(answer.toByteArray());

        RawModel raw = RawModel.load(System.getProperty("bench.model", "model.onnx"));
        long[] shape = {load.rows(), Load.PIXELS};
        model = () -> raw.predict(load.elements(), shape);
    }

    /** Its lines go the way of standard output, but to nobody: JMH reads this process's. */
    @SuppressWarnings("resource") // the function writes to it as long as the process lives
    private static InferenceHandler function() throws IOException {
        PrintStream out = System.out;
        PrintStream nobody = new PrintStream(
                new BufferedOutputStream(new FileOutputStream("/dev/null"), 128), true, StandardCharsets.UTF_8);
        System.setOut(nobody);
        try {
            return new InferenceHandler();
        } finally {
            System.setOut(out);
        }
    }

    /** ONNX Runtime's own API and nothing around it. */
    @Benchmark
    public int model() throws Exception {
        return model.run();
    }

    /** From event bytes to answer bytes. */
    @Benchmark
    public int handler() throws Exception {
        return handler.run();
    }
}
