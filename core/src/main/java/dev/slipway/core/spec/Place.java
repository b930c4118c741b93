package dev.slipway.core.spec;

/**
 * A place in a file that a user wrote.
 *
 * @param file the file's name, as the user knows it
 * @param line the line, from 1
 * @param column the column, from 1, in characters
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile == 0 ? Integer.compare(line, other.line) : byFile;
        return byLine == 0 ? Integer.compare(column, other.column) : byLine;
    }

    /** {@code slipway.yaml:5:3}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
