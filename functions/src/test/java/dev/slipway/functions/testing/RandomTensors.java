package dev.slipway.functions.testing;

import dev.slipway.core.model.Datatype;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tensors of any datatype and shape, their ends of range more often than chance would have them. */
public final class RandomTensors {

    private RandomTensors() {}

    /** A shape of up to {@code maxRank} small dimensions, now and then an empty one. */
    public static Shape shape(RandomGenerator random, int maxRank) {
        return shapeOfRank(random, random.nextInt(maxRank + 1));
    }

    /** A shape of this rank. */
    public static Shape shapeOfRank(RandomGenerator random, int rank) {
        long[] dimensions = new long[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = random.nextInt(12) == 0 ? 0 : random.nextInt(1, 5);
        }
        return Shape.of(dimensions);
    }

    /** A tensor whose floating-point elements are finite, and whose strings are Unicode text. */
    public static Tensor tensor(RandomGenerator random, String name, Datatype datatype, Shape shape) {
        int count = Math.toIntExact(shape.elements());
        if (datatype == Datatype.BYTES) {
            List<byte[]> elements = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                elements.add(text(random).getBytes(StandardCharsets.UTF_8));
            }
            return new Tensor.Bytes(name, shape, elements);
        }
        ByteBuffer data = ByteBuffer.allocateDirect(count * datatype.width()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            element(random, datatype, data, i);
        }
        return new Tensor.Fixed(name, datatype, shape, data);
    }

    /** The same, and no string holds the byte 0. */
    public static Tensor withoutZeros(RandomGenerator random, String name, Datatype datatype, Shape shape) {
        Tensor tensor = tensor(random, name, datatype, shape);
        if (tensor instanceof Tensor.Bytes strings) {
            return new Tensor.Bytes(
                    name,
                    shape,
                    strings.elements().stream()
                            .map(element -> new String(element, StandardCharsets.UTF_8)
                                    .replace('\0', '0')
                                    .getBytes(StandardCharsets.UTF_8))
                            .toList());
        }
        return tensor;
    }

    private static void element(RandomGenerator random, Datatype datatype, ByteBuffer data, int index) {
        long bits = switch (random.nextInt(6)) {
            case 0 -> 0L;
            case 1 -> -1L;
            case 2 -> Long.MIN_VALUE >> random.nextInt(64);
            case 3 -> Long.MAX_VALUE >>> random.nextInt(64);
            default -> random.nextLong();
        };
        switch (datatype) {
            case BOOL -> data.put(index, (byte) (bits & 1));
            case UINT8, INT8 -> data.put(index, (byte) bits);
            case UINT16, INT16 -> data.putShort(index * 2, (short) bits);
            case FP16 -> data.putShort(index * 2, finite((short) bits, 0x7C00));
            case BF16 -> data.putShort(index * 2, finite((short) bits, 0x7F80));
            case UINT32, INT32 -> data.putInt(index * 4, (int) bits);
            case FP32 -> {
                float value = Float.intBitsToFloat((int) bits);
                data.putFloat(index * 4, Float.isFinite(value) ? value : random.nextFloat());
            }
            case UINT64, INT64 -> data.putLong(index * 8, bits);
            case FP64 -> {
                double value = Double.longBitsToDouble(bits);
                data.putDouble(index * 8, Double.isFinite(value) ? value : random.nextDouble());
            }
            case BYTES -> throw new IllegalArgumentException("BYTES have no fixed width");
        }
    }

    private static short finite(short bits, int infinity) {
        return (bits & infinity) == infinity ? (short) (bits & ~infinity) : bits;
    }

    private static final List<String> PARTS =
            List.of("", "a", "\"", "\\", "/", "\n", "\u0000", "\u001f", "é", "日本", "😀", "\u2028", "\uffff");

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }
}
