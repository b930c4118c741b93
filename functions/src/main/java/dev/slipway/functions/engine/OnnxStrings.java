package dev.slipway.functions.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.slipway.functions.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Strings in and out of ONNX Runtime, byte for byte. Its Java API carries them in JNI's "modified UTF-8", so that the
 * model meets other bytes than the client sent wherever a character lies above U+FFFF (an emoji), and answers with such
 * a character come out broken, without an error. So the C API of the same library is asked (onnxruntime_c_api.h, whose
 * table of functions only ever grows at its end).
 */
final class OnnxStrings {

    private static final int API_VERSION = 1;
    private static final int GET_ERROR_MESSAGE = 2;
    private static final int FILL_STRING_TENSOR = 52;
    private static final int GET_STRING_TENSOR_DATA_LENGTH = 53;
    private static final int GET_STRING_TENSOR_CONTENT = 54;

    private final Field handle;
    private final MethodHandle errorMessage;
    private final MethodHandle fill;
    private final MethodHandle length;
    private final MethodHandle content;

    private OnnxStrings(Field handle, MemorySegment api) {
        this.handle = handle;
        this.errorMessage = function(api, GET_ERROR_MESSAGE, FunctionDescriptor.of(ADDRESS, ADDRESS));
        this.fill = function(api, FILL_STRING_TENSOR, FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        this.length = function(api, GET_STRING_TENSOR_DATA_LENGTH, FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        this.content = function(
                api,
                GET_STRING_TENSOR_CONTENT,
                FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));
    }

    /**
     * Finds the C API of the library that is loaded already.
     *
     * @throws ModelLoadException where it is not as we know it
     */
    @SuppressWarnings("restricted")
    static OnnxStrings find() {
        try {
            Field handle = OnnxTensor.class.getSuperclass().getDeclaredField("nativeHandle");
            handle.setAccessible(true);
            MemorySegment base = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(
                            SymbolLookup.loaderLookup().find("OrtGetApiBase").orElseThrow(),
                            FunctionDescriptor.of(ADDRESS))
                    .invokeExact();
            MemorySegment getApi = base.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
            MemorySegment api = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(getApi, FunctionDescriptor.of(ADDRESS, JAVA_INT))
                    .invokeExact(API_VERSION);
            long size = (GET_STRING_TENSOR_CONTENT + 1) * ADDRESS.byteSize();
            return new OnnxStrings(handle, api.reinterpret(size));
        } catch (Throwable e) {
            throw new ModelLoadException("the model takes or gives strings, and ONNX Runtime's C API is not found", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(MemorySegment api, int index, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(api.getAtIndex(ADDRESS, index), type);
    }

    /** A tensor of these strings, none of which may hold the byte 0: the C API ends them there. */
    OnnxTensor create(OrtEnvironment environment, Shape shape, List<byte[]> elements) throws OrtException {
        String[] empty = new String[elements.size()];
        Arrays.fill(empty, "");
        OnnxTensor tensor = OnnxTensor.createTensor(environment, empty, shape.toArray());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointers = arena.allocate(ADDRESS, Math.max(1, elements.size()));
            for (int i = 0; i < elements.size(); i++) {
                byte[] element = elements.get(i);
                MemorySegment text = arena.allocate(element.length + 1L);
                MemorySegment.copy(element, 0, text, JAVA_BYTE, 0, element.length);
                pointers.setAtIndex(ADDRESS, i, text);
            }
            check((MemorySegment) fill.invokeExact(of(tensor), pointers, (long) elements.size()));
            return tensor;
        } catch (Throwable e) {
            tensor.close();
            throw failed(e);
        }
    }

    /** The strings of a tensor. */
    List<byte[]> read(OnnxTensor tensor, int count) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_LONG);
            check((MemorySegment) length.invokeExact(of(tensor), size));
            long bytes = size.get(JAVA_LONG, 0);
            MemorySegment texts = arena.allocate(Math.max(1, bytes));
            MemorySegment offsets = arena.allocate(JAVA_LONG, Math.max(1, count));
            check((MemorySegment) content.invokeExact(of(tensor), texts, bytes, offsets, (long) count));
            List<byte[]> elements = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long start = offsets.getAtIndex(JAVA_LONG, i);
                long end = i + 1 < count ? offsets.getAtIndex(JAVA_LONG, i + 1L) : bytes;
                elements.add(texts.asSlice(start, end - start).toArray(JAVA_BYTE));
            }
            return elements;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private MemorySegment of(OnnxTensor tensor) throws IllegalAccessException {
        return MemorySegment.ofAddress(handle.getLong(tensor));
    }

    @SuppressWarnings("restricted")
    private void check(MemorySegment status) throws Throwable {
        if (status.address() != 0) {
            MemorySegment message = (MemorySegment) errorMessage.invokeExact(status);
            throw new IllegalStateException(
                    "ONNX Runtime: " + message.reinterpret(Long.MAX_VALUE).getString(0));
        }
    }

    private static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
