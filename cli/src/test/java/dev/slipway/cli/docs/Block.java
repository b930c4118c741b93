package dev.slipway.cli.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a document.
 *
 * @param place document and line of its fence
 * @param language the fence's first word; empty where it has none
 * @param marks the fence's other words
 * @param lines what is between the fences, without their indent
 */
record Block(String place, String language, List<String> marks, List<String> lines) {

    private static final String FENCE = "```";

    Block {
        marks = List.copyOf(marks);
        lines = List.copyOf(lines);
    }

    /** The blocks of a document, in order. */
    static List<Block> all(String document, List<String> text) {
        var blocks = new ArrayList<Block>();
        int at = 0;
        while (at < text.size()) {
            if (isFence(text.get(at))) {
                int end = end(document, text, at);
                blocks.add(of(document + ":" + (at + 1), text.get(at), text.subList(at + 1, end)));
                at = end;
            }
            at++;
        }
        return blocks;
    }

    private static boolean isFence(String line) {
        return line.stripLeading().startsWith(FENCE);
    }

    private static int end(String document, List<String> text, int fence) {
        for (int at = fence + 1; at < text.size(); at++) {
            if (text.get(at).strip().equals(FENCE)) {
                return at;
            }
        }
        throw new IllegalArgumentException(document + ":" + (fence + 1) + ": this block has no end");
    }

    private static Block of(String place, String fence, List<String> lines) {
        int indent = fence.indexOf(FENCE);
        var words = List.of(fence.strip().substring(FENCE.length()).strip().split(" +"));
        return new Block(
                place,
                words.getFirst(),
                words.subList(1, words.size()),
                lines.stream()
                        .map(line -> line.substring(Math.min(indent, line.length())))
                        .toList());
    }
}
