package dev.slipway.core.report;

/**
 * HTML and SVG as they are built. Whatever comes from outside goes through {@link #text} or an attribute's value, and
 * both are escaped: a name or a reason can never become markup.
 */
final class Markup {

    private final StringBuilder out = new StringBuilder();

    /** Our own markup, as it is. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Text from anywhere. */
    Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element with a class that holds a text. */
    Markup element(String name, String style, String text) {
        return open(name, "class", style).text(text).close(name);
    }

    /** Opens an element; {@code attributes} are names and values in turn. Values are escaped, names are ours. */
    Markup open(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            if (!attributes[i + 1].isEmpty()) {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1]);
                out.append('"');
            }
        }
        out.append('>');
        return this;
    }

    Markup close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    Markup add(Markup other) {
        out.append(other.out);
        return this;
    }

    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isShown(point) ? point : '\uFFFD');
            }
        });
    }

    /** Controls, and marks that turn the direction of text around, are shown as unknown. */
    private static boolean isShown(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
