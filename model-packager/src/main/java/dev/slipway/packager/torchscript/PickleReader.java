package dev.slipway.packager.torchscript;

import dev.slipway.packager.format.FormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a pickle as data (github.com/python/cpython Lib/pickletools.py). It keeps names, texts, whole numbers and tuples;
 * whatever Python would call, build or import here becomes a thing of no kind. Nothing can be run, for there is nothing
 * here to run it.
 */
final class PickleReader {

    private static final int MOST_STEPS = 5_000_000;

    private final ByteBuffer in;
    private final Deque<Thing> stack = new ArrayDeque<>();
    private final Map<Integer, Thing> memory = new HashMap<>();
    private final List<Storage> storages = new ArrayList<>();
    private Optional<String> firstName = Optional.empty();

    private PickleReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Numbers of one type that lie in an entry of their own; {@code type} as PyTorch calls it: {@code FloatStorage}. */
    record Storage(String type, String key, long count) {}

    /** What a pickle holds, as far as we care: the class of its object, and the numbers that it names. */
    record Pickle(Optional<String> firstName, List<Storage> storages) {}

    private sealed interface Thing {}

    private record Name(String full) implements Thing {}

    private record Text(String text) implements Thing {}

    private record Whole(long value) implements Thing {}

    private record Tuple(List<Thing> items) implements Thing {}

    private record Mark() implements Thing {}

    private record Other() implements Thing {}

    /**
     * Reads.
     *
     * @throws FormatException where it is no pickle as PyTorch writes them into archives
     */
    static Pickle read(byte[] bytes) {
        try {
            return new PickleReader(bytes).read();
        } catch (BufferUnderflowException e) {
            throw new FormatException("its pickle ends too soon");
        }
    }

    private Pickle read() {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            int operation = in.get() & 0xFF;
            if (operation == '.') {
                return new Pickle(firstName, storages);
            }
            step(operation);
        }
        throw new FormatException("its pickle has more than " + MOST_STEPS + " steps");
    }

    private void step(int operation) {
        switch (operation) {
            case 0x80 -> in.get(); // the protocol's number
            case '(' -> stack.push(new Mark());
            case 'c' -> name(line() + "." + line());
            case 'X' -> stack.push(new Text(text(in.getInt())));
            case 'K' -> stack.push(new Whole(in.get() & 0xFF));
            case 'M' -> stack.push(new Whole(Short.toUnsignedInt(in.getShort())));
            case 'J' -> stack.push(new Whole(in.getInt()));
            case 0x8a -> stack.push(new Whole(whole(in.get() & 0xFF)));
            case 'G' -> {
                in.getLong();
                stack.push(new Other());
            }
            case 'B' -> {
                text(in.getInt());
                stack.push(new Other());
            }
            case 'N', 0x88, 0x89, ']', '}' -> stack.push(new Other());
            case ')' -> stack.push(new Tuple(List.of()));
            case 't' -> stack.push(new Tuple(toMark()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 'q' -> memory.put(in.get() & 0xFF, top());
            case 'r' -> memory.put(in.getInt(), top());
            case 'h' -> recall(in.get() & 0xFF);
            case 'j' -> recall(in.getInt());
            case 'Q' -> persistent();
            case 'R', 0x81 -> {
                pop(2);
                stack.push(new Other());
            }
            case 'b', 'a' -> pop(1);
            case 's' -> pop(2);
            case 'u', 'e' -> toMark();
            default ->
                throw new FormatException("its pickle has the operation " + operation + " at " + (in.position() - 1)
                        + ", which PyTorch writes into no archive");
        }
    }

    private void name(String full) {
        if (firstName.isEmpty()) {
            firstName = Optional.of(full);
        }
        stack.push(new Name(full));
    }

    /** {@code ("storage", <type>, <key>, <device>, <count>)}: numbers that lie beside the pickle. */
    private void persistent() {
        if (pop(1).getFirst() instanceof Tuple(List<Thing> items)
                && items.size() >= 5
                && items.get(1) instanceof Name(String type)
                && items.get(2) instanceof Text(String key)
                && items.get(4) instanceof Whole(long count)
                && count >= 0) {
            storages.add(new Storage(type.substring(type.lastIndexOf('.') + 1), key, count));
            stack.push(new Other());
            return;
        }
        throw new FormatException("its pickle refers to something that is no tensor, at " + (in.position() - 1));
    }

    private String line() {
        int start = in.position();
        int end = start;
        while (in.get() != '\n') {
            end++;
        }
        return new String(in.array(), start, end - start, StandardCharsets.UTF_8);
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private long whole(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            long part = i + 1 < length ? in.get() & 0xFFL : in.get();
            value |= i < Long.BYTES ? part << (8 * i) : 0;
        }
        return value;
    }

    private void tuple(int size) {
        stack.push(new Tuple(pop(size)));
    }

    private List<Thing> pop(int count) {
        List<Thing> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.addFirst(Optional.ofNullable(stack.poll()).orElseThrow(BufferUnderflowException::new));
        }
        return items;
    }

    private List<Thing> toMark() {
        List<Thing> items = new ArrayList<>();
        for (Thing item = pop(1).getFirst(); !(item instanceof Mark); item = pop(1).getFirst()) {
            items.add(item);
        }
        return items.reversed();
    }

    private Thing top() {
        return Optional.ofNullable(stack.peek()).orElseThrow(BufferUnderflowException::new);
    }

    private void recall(int place) {
        stack.push(Optional.ofNullable(memory.get(place))
                .orElseThrow(() -> new FormatException("its pickle recalls " + place + ", which it never kept")));
    }
}
