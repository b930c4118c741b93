package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.core.model.Datatype;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** JSON values as elements of a datatype, exactly: whatever does not fit is refused, and no integer meets a double. */
final class Numbers {

    /** Outside of every integer datatype that is narrower than 64 bits. */
    private static final long NONE = Long.MIN_VALUE;

    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

    private Numbers() {}

    /** Puts the value the parser stands on at {@code index}; false where the datatype has no place for it. */
    static boolean put(JsonParser parser, JsonToken token, Datatype datatype, ByteBuffer data, int index)
            throws IOException {
        return switch (datatype) {
            case BOOL -> truth(token, data, index);
            case UINT8 -> narrow8(narrow(parser, token), 0, 0xFF, data, index);
            case INT8 -> narrow8(narrow(parser, token), Byte.MIN_VALUE, Byte.MAX_VALUE, data, index);
            case UINT16 -> narrow16(narrow(parser, token), 0, 0xFFFF, data, index);
            case INT16 -> narrow16(narrow(parser, token), Short.MIN_VALUE, Short.MAX_VALUE, data, index);
            case UINT32 -> narrow32(narrow(parser, token), 0, MAX_UINT32, data, index);
            case INT32 -> narrow32(narrow(parser, token), Integer.MIN_VALUE, Integer.MAX_VALUE, data, index);
            case INT64 -> signed64(parser, token, data, index);
            case UINT64 -> unsigned64(parser, token, data, index);
            case FP16 -> half(parser, token, data, index);
            case FP32 -> single(parser, token, data, index);
            case FP64 -> real(parser, token, data, index);
            case BF16, BYTES -> false;
        };
    }

    /** Puts a whole number at {@code index}; false where the datatype has no place for it. */
    static boolean put(long value, Datatype datatype, ByteBuffer data, int index) {
        return switch (datatype) {
            case UINT8 -> narrow8(value, 0, 0xFF, data, index);
            case INT8 -> narrow8(value, Byte.MIN_VALUE, Byte.MAX_VALUE, data, index);
            case UINT16 -> narrow16(value, 0, 0xFFFF, data, index);
            case INT16 -> narrow16(value, Short.MIN_VALUE, Short.MAX_VALUE, data, index);
            case UINT32 -> narrow32(value, 0, MAX_UINT32, data, index);
            case INT32 -> narrow32(value, Integer.MIN_VALUE, Integer.MAX_VALUE, data, index);
            case INT64, UINT64 -> {
                data.putLong(index * Long.BYTES, value);
                yield datatype == Datatype.INT64 || value >= 0;
            }
            case FP16, FP32, FP64 -> real(Decimals.toDouble(Math.abs(value), 0, value < 0), datatype, data, index);
            case BOOL, BF16, BYTES -> false;
        };
    }

    /** Puts digits with so many of them behind the point; false where it takes more than is done here. */
    static boolean put(long digits, int fraction, boolean negative, Datatype datatype, ByteBuffer data, int index) {
        return real(Decimals.toDouble(digits, -fraction, negative), datatype, data, index);
    }

    /** A number that was read at once; false where it was not, and for datatypes of whole numbers. */
    private static boolean real(double value, Datatype datatype, ByteBuffer data, int index) {
        return switch (datatype) {
            case FP16 -> half(value, data, index);
            case FP32 -> single(Decimals.toFloat(value), data, index);
            case FP64 -> real(value, data, index);
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BF16, BYTES -> false;
        };
    }

    private static boolean truth(JsonToken token, ByteBuffer data, int index) {
        boolean known = token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
        if (known) {
            data.put(index, (byte) (token == JsonToken.VALUE_TRUE ? 1 : 0));
        }
        return known;
    }

    private static boolean narrow8(long value, long min, long max, ByteBuffer data, int index) {
        boolean fits = value >= min && value <= max;
        if (fits) {
            data.put(index, (byte) value);
        }
        return fits;
    }

    private static boolean narrow16(long value, long min, long max, ByteBuffer data, int index) {
        boolean fits = value >= min && value <= max;
        if (fits) {
            data.putShort(index * Short.BYTES, (short) value);
        }
        return fits;
    }

    private static boolean narrow32(long value, long min, long max, ByteBuffer data, int index) {
        boolean fits = value >= min && value <= max;
        if (fits) {
            data.putInt(index * Integer.BYTES, (int) value);
        }
        return fits;
    }

    private static long narrow(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? NONE : parser.getLongValue();
        }
        BigInteger whole = whole(parser, token);
        return whole.bitLength() < Long.SIZE ? whole.longValue() : NONE;
    }

    private static boolean signed64(JsonParser parser, JsonToken token, ByteBuffer data, int index) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            data.putLong(index * Long.BYTES, parser.getLongValue());
            return true;
        }
        BigInteger whole = whole(parser, token);
        boolean fits = whole.bitLength() < Long.SIZE;
        if (fits) {
            data.putLong(index * Long.BYTES, whole.longValue());
        }
        return fits;
    }

    private static boolean unsigned64(JsonParser parser, JsonToken token, ByteBuffer data, int index)
            throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            data.putLong(index * Long.BYTES, parser.getLongValue());
            return parser.getLongValue() >= 0;
        }
        BigInteger whole = whole(parser, token);
        boolean fits = whole.signum() >= 0 && whole.bitLength() <= Long.SIZE;
        if (fits) {
            data.putLong(index * Long.BYTES, whole.longValue());
        }
        return fits;
    }

    private static boolean half(JsonParser parser, JsonToken token, ByteBuffer data, int index) throws IOException {
        if (!token.isNumeric()) {
            return false;
        }
        return half(parser.getDoubleValue(), data, index);
    }

    private static boolean half(double value, ByteBuffer data, int index) {
        short bits = Halves.of(value);
        data.putShort(index * Short.BYTES, bits);
        return Float.isFinite(Float.float16ToFloat(bits));
    }

    private static boolean single(JsonParser parser, JsonToken token, ByteBuffer data, int index) throws IOException {
        if (!token.isNumeric()) {
            return false;
        }
        float value = token == JsonToken.VALUE_NUMBER_FLOAT
                ? Decimals.toFloat(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
                : Float.NaN;
        if (Float.isNaN(value)) {
            value = parser.getFloatValue();
        }
        return single(value, data, index);
    }

    private static boolean single(float value, ByteBuffer data, int index) {
        data.putFloat(index * Float.BYTES, value);
        return Float.isFinite(value);
    }

    private static boolean real(JsonParser parser, JsonToken token, ByteBuffer data, int index) throws IOException {
        if (!token.isNumeric()) {
            return false;
        }
        double value = token == JsonToken.VALUE_NUMBER_FLOAT
                ? Decimals.toDouble(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
                : Double.NaN;
        if (Double.isNaN(value)) {
            value = parser.getDoubleValue();
        }
        return real(value, data, index);
    }

    private static boolean real(double value, ByteBuffer data, int index) {
        data.putDouble(index * Double.BYTES, value);
        return Double.isFinite(value);
    }

    /** A number too long for 64 bits, or whole but written with a point or an exponent; 2^64 where it is neither. */
    private static BigInteger whole(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getBigIntegerValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            BigDecimal decimal = parser.getDecimalValue();
            if (decimal.signum() == 0) {
                return BigInteger.ZERO;
            }
            // An exponent can make a number longer than memory, so look before writing it out.
            if (decimal.precision() - (long) decimal.scale() <= 20
                    && decimal.stripTrailingZeros().scale() <= 0) {
                return decimal.toBigIntegerExact();
            }
        }
        return BigInteger.TWO.pow(Long.SIZE);
    }

    /** What may stand in {@code data} for a datatype, in words. */
    static String range(Datatype datatype) {
        return switch (datatype) {
            case BOOL -> "true or false for BOOL";
            case UINT8 -> "a whole number from 0 to 255 for UINT8";
            case INT8 -> "a whole number from -128 to 127 for INT8";
            case UINT16 -> "a whole number from 0 to 65535 for UINT16";
            case INT16 -> "a whole number from -32768 to 32767 for INT16";
            case UINT32 -> "a whole number from 0 to 4294967295 for UINT32";
            case INT32 -> "a whole number from -2147483648 to 2147483647 for INT32";
            case UINT64 -> "a whole number from 0 to 18446744073709551615 for UINT64";
            case INT64 -> "a whole number from -9223372036854775808 to 9223372036854775807 for INT64";
            case FP16 -> "a number whose magnitude is at most 65504 for FP16";
            case FP32 -> "a number whose magnitude is at most 3.4028235E38 for FP32";
            case FP64 -> "a number whose magnitude is at most 1.7976931348623157E308 for FP64";
            case BF16 -> "binary tensor data for BF16";
            case BYTES -> "a string of Unicode text for BYTES";
        };
    }
}
