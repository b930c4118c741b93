package dev.slipway.functions.v2;

import dev.slipway.core.model.Datatype;
import java.nio.ByteBuffer;

/** Numbers of an array on their way from a body's bytes to a tensor, as far as they are short and plain. */
final class NumberRun {

    /** Digits up to this leave room for one more in 64 bits. */
    private static final long MOST_DIGITS = Long.MAX_VALUE / 10 - 1;

    private final byte[] from;
    private final int end;

    /** Where it looks; what was taken ends before. */
    private int at;

    private int row;
    private int rowStart;

    /** How far the elements taken reach, and the line there. */
    private int takenTo;

    private int takenRow;
    private int takenRowStart;

    /** A run that begins behind an element. */
    NumberRun(byte[] from, int at, int end, int row, int rowStart) {
        this.from = from;
        this.at = at;
        this.end = end;
        this.row = row;
        this.rowStart = rowStart;
        this.takenTo = at;
        this.takenRow = row;
        this.takenRowStart = rowStart;
    }

    /**
     * Takes elements, each with the comma before it.
     *
     * @param datatype what the elements are
     * @param data where they go
     * @param index the first's place in it
     * @param most how many to take at most
     * @return how many it took
     */
    int take(Datatype datatype, ByteBuffer data, int index, long most) {
        int taken = 0;
        while (taken < most && comma() && number(datatype, data, index + taken) && ends()) {
            taken++;
            takenTo = at;
            takenRow = row;
            takenRowStart = rowStart;
        }
        return taken;
    }

    /** Where the last element taken ends. */
    int takenTo() {
        return takenTo;
    }

    /** The line it is in. */
    int takenRow() {
        return takenRow;
    }

    /** Where that line begins. */
    int takenRowStart() {
        return takenRowStart;
    }

    private boolean comma() {
        blanks();
        if (at >= end || from[at] != ',') {
            return false;
        }
        at++;
        blanks();
        return true;
    }

    /** Whether a number ends here, and not in the middle of something else. */
    private boolean ends() {
        if (at >= end) {
            return false;
        }
        byte sign = from[at];
        return sign == ',' || sign == ']' || sign == ' ' || sign == '\n';
    }

    private void blanks() {
        for (; at < end; at++) {
            byte sign = from[at];
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
