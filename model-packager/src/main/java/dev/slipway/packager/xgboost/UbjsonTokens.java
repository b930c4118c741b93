package dev.slipway.packager.xgboost;

import dev.slipway.packager.format.FormatException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Universal Binary JSON, draft 12 (ubjson.org), big-endian. No length in it is believed further than the file reaches:
 * texts are read as far as they go, and lists are passed over.
 */
final class UbjsonTokens implements Tokens {

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int DEEPEST = 64;
    private static final int NONE = 0;

    /** An object or list that began: how many values are left (-1: until its end mark), and their one type, if they have one. */
    private static final class Open {
        private final boolean object;
        private final int type;
        private long left;
        private boolean keyed;

        Open(boolean object, int type, long left) {
            this.object = object;
            this.type = type;
            this.left = left;
        }
    }

    private final DataInputStream in;
    private final Deque<Open> open = new ArrayDeque<>();
    private String text = "";

    UbjsonTokens(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    public Kind next() throws IOException {
        try {
            return token();
        } catch (EOFException e) {
            throw new FormatException("it ends too early");
        }
    }

    private Kind token() throws IOException {
        Open inner = open.peek();
        if (inner == null) {
            return value(in.readUnsignedByte());
        }
        if (inner.object && !inner.keyed) {
            if (inner.left == 0) {
                return end();
            }
            int mark = in.readUnsignedByte();
            if (inner.left < 0 && mark == '}') {
                return end();
            }
            inner.keyed = true;
            text = text(length(mark));
            return Kind.KEY;
        }
        if (!inner.object && inner.left == 0) {
            return end();
        }
        int mark = inner.type == NONE ? in.readUnsignedByte() : inner.type;
        if (!inner.object && inner.left < 0 && mark == ']') {
            return end();
        }
        inner.keyed = false;
        if (inner.left > 0) {
            inner.left--;
        }
        return value(mark);
    }

    private Kind end() {
        open.pop();
        return Kind.END;
    }

    private Kind value(int mark) throws IOException {
        return switch (mark) {
            case '{', '[' -> begin(mark == '{');
            case 'S', 'H' -> {
                text = text(length(in.readUnsignedByte()));
                yield mark == 'S' ? Kind.TEXT : Kind.NUMBER;
            }
            case 'C' -> {
                text = String.valueOf((char) in.readUnsignedByte());
                yield Kind.TEXT;
            }
            case 'd' -> number(Float.toString(in.readFloat()));
            case 'D' -> number(Double.toString(in.readDouble()));
            case 'i', 'U', 'I', 'l', 'L' -> number(Long.toString(whole(mark)));
            case 'Z', 'T', 'F' -> Kind.LITERAL;
            default -> throw broken(mark);
        };
    }

    private Kind number(String value) {
        text = value;
        return Kind.NUMBER;
    }

    private Kind begin(boolean object) throws IOException {
        if (open.size() == DEEPEST) {
            throw new FormatException("it is nested deeper than " + DEEPEST);
        }
        in.mark(1);
        int mark = in.readUnsignedByte();
        int type = NONE;
        if (mark == '$') {
            type = in.readUnsignedByte();
            if (type == 'Z' || type == 'T' || type == 'F') {
                // Values of no bytes: their number would be believed without any of the file being read.
                throw broken(type);
            }
            mark = in.readUnsignedByte();
            if (mark != '#') {
                throw broken(mark);
            }
        }
        long count = -1;
        if (mark == '#') {
            count = whole(in.readUnsignedByte());
            if (count < 0) {
                throw new FormatException("it has a list of " + count + " values");
            }
        } else {
            in.reset();
        }
        open.push(new Open(object, type, count));
        return object ? Kind.OBJECT : Kind.LIST;
    }

    private long whole(int mark) throws IOException {
        return switch (mark) {
            case 'i' -> in.readByte();
            case 'U' -> in.readUnsignedByte();
            case 'I' -> in.readShort();
            case 'l' -> in.readInt();
            case 'L' -> in.readLong();
            default -> throw broken(mark);
        };
    }

    private int length(int mark) throws IOException {
        long length = whole(mark);
        if (length < 0 || length > LONGEST_TEXT) {
            throw new FormatException("it has a text of " + length + " bytes; expected at most " + LONGEST_TEXT);
        }
        return (int) length;
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static FormatException broken(int mark) {
        return new FormatException("it is not UBJSON: found the mark 0x" + Integer.toHexString(mark));
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public void skip() throws IOException {
        int outside = open.size() - 1;
        while (open.size() > outside) {
            Open inner = open.getFirst();
            int width = inner.object || inner.left <= 0 ? 0 : width(inner.type);
            if (width == 0) {
                next();
            } else {
                skip(inner.left, width);
                inner.left = 0;
            }
        }
    }

    private void skip(long count, int width) throws IOException {
        if (count > Long.MAX_VALUE / width) {
            throw new FormatException("it has a list of " + count + " values");
        }
        try {
            in.skipNBytes(count * width);
        } catch (EOFException e) {
            throw new FormatException("it ends too early");
        }
    }

    private static int width(int type) {
        return switch (type) {
            case 'i', 'U', 'C' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> 0;
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
