package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import dev.slipway.core.model.Datatype;
import java.nio.ByteBuffer;

/**
 * The library's parser, which can also take the numbers of an array from its bytes straight to where they go. Most of a
 * request is such an array, and a token, its text and its value made of each number cost several times as much. It takes
 * what is short and plain, and leaves off before anything else, so that the parser goes on there and says what is wrong.
 */
final class NumbersParser extends UTF8StreamJsonParser {

    /** Digits up to this leave room for one more in 64 bits. */
    private static final long MOST_DIGITS = Long.MAX_VALUE / 10 - 1;

    /** Where it looks; moved only behind a whole element. */
    private int at;

    private int row;
    private int rowStart;

    NumbersParser(IOContext context, int features, ByteQuadsCanonicalizer symbols, byte[] data, int start, int end) {
        super(context, features, null, null, symbols, data, start, end, 0, false);
    }

    /**
     * Takes elements behind the one it stands on, each with the comma before it.
     *
     * @param datatype what the elements are
     * @param data where they go
     * @param index the first's place in it
     * @param most how many to take at most
     * @return how many it took
     */
    int take(Datatype datatype, ByteBuffer data, int index, long most) {
        int taken = 0;
        at = _inputPtr;
        row = _currInputRow;
        rowStart = _currInputRowStart;
        while (taken < most && comma() && number(datatype, data, index + taken) && ends()) {
            taken++;
            _inputPtr = at;
            _currInputRow = row;
            _currInputRowStart = rowStart;
        }
        return taken;
    }

    private boolean comma() {
        blanks();
        if (at >= _inputEnd || _inputBuffer[at] != ',') {
            return false;
        }
        at++;
        blanks();
        return true;
    }

    /** Whether a number ends here, and not in the middle of something else. */
    private boolean ends() {
        if (at >= _inputEnd) {
            return false;
        }
        byte sign = _inputBuffer[at];
        return sign == ',' || sign == ']' || sign == ' ' || sign == '\n';
    }

    private void blanks() {
        for (; at < _inputEnd; at++) {
            byte sign = _inputBuffer[at];
            if (sign == '\n') {
                row++;
                rowStart = at + 1;
            } else if (sign != ' ') {
                return;
            }
        }
    }

    /** Reads one number without an exponent, and puts it where it goes; false where it is not that. */
    private boolean number(Datatype datatype, ByteBuffer data, int index) {
        byte[] from = _inputBuffer;
        int end = _inputEnd;
        int place = at;
        boolean negative = place < end && from[place] == '-';
        int first = negative ? place + 1 : place;
        int point = -1;
        long digits = 0;
        for (place = first; place < end; place++) {
            int digit = from[place] - '0';
            if (digit >= 0 && digit <= 9) {
                if (digits > MOST_DIGITS) {
                    return false;
                }
                digits = digits * 10 + digit;
            } else if (from[place] == '.' && point < 0) {
                point = place;
            } else {
                break;
            }
        }
        int whole = (point < 0 ? place : point) - first;
        int fraction = point < 0 ? 0 : place - point - 1;
        boolean zeroFirst = whole > 1 && from[first] == '0';
        if (whole == 0 || zeroFirst || (point >= 0 && fraction == 0)) {
            return false;
        }
        at = place;
        return point < 0
                ? Numbers.put(negative ? -digits : digits, datatype, data, index)
                : Numbers.put(digits, fraction, negative, datatype, data, index);
    }
}
