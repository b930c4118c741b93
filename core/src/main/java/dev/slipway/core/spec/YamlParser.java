package dev.slipway.core.spec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 document into {@link Yaml}. Bounded: size, depth, and no aliases, so a few lines can never mean a
 * billion. The only class that knows the YAML library.
 */
final class YamlParser {

    private static final int LARGEST = 256 << 10;
    private static final int DEEPEST = 20;

    private final String file;
    private final Iterator<Event> events;
    private final ScalarResolver resolver = new CoreSchema().getScalarResolver();

    private YamlParser(String file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    /**
     * Reads a file's bytes.
     *
     * @throws ProblemsException where they are not one YAML document of the kind we read
     */
    static Yaml parse(String file, byte[] bytes) {
        Place start = new Place(file, 1, 1);
        if (bytes.length > LARGEST) {
            throw problem(start, "the file has " + bytes.length + " bytes", "at most " + LARGEST, "");
        }
        String text = decode(start, bytes);
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setSchema(new CoreSchema())
                    .setUseMarks(true)
                    .build();
            return new YamlParser(file, new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw problem(place(file, mark), "is not YAML: " + e.getProblem().strip(), "", "");
        } catch (ReaderException e) {
            throw problem(
                    at(file, text, e.getPosition()),
                    "is not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()),
                    "",
                    "");
        } catch (YamlEngineException e) {
            throw problem(start, "is not YAML: " + e.getMessage(), "", "");
        }
    }

    private static String decode(Place start, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw problem(start, "is not text in UTF-8", "", "save it as UTF-8");
        }
    }

    private Yaml document() {
        while (events.hasNext()) {
            Event event = events.next();
            if (!(event instanceof StreamStartEvent || event instanceof DocumentStartEvent)) {
                if (event instanceof DocumentEndEvent || !events.hasNext()) {
                    break;
                }
                Yaml root = value(event, 1);
                if (events.next() instanceof DocumentEndEvent && events.next() instanceof DocumentStartEvent second) {
                    throw problem(place(second), "a second document begins", "one document", "");
                }
                return root;
            }
        }
        throw problem(new Place(file, 1, 1), "the file is empty", "", "");
    }

    private Yaml value(Event event, int depth) {
        if (depth > DEEPEST) {
            throw problem(place(event), "nested more than " + DEEPEST + " levels deep", "", "");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent mapping -> mapping(mapping, depth);
            case CollectionStartEvent items -> items(items, depth);
            case AliasEvent alias ->
                throw problem(
                        place(alias),
                        "found the alias *" + alias.getAlias().getValue(),
                        "a value",
                        "write the value out: anchors and aliases are not read here");
            case Event other -> throw problem(place(other), "found " + other, "a value", "");
        };
    }

    private Yaml.Scalar scalar(ScalarEvent event) {
        refuseTag(event, event.getTag());
        return new Yaml.Scalar(place(event), event.getValue(), kind(event));
    }

    private Yaml.Kind kind(ScalarEvent event) {
        Tag tag = resolver.resolve(event.getValue(), event.isPlain());
        if (!event.isPlain() || tag.equals(Tag.STR)) {
            return Yaml.Kind.TEXT;
        }
        if (tag.equals(Tag.NULL)) {
            return Yaml.Kind.NOTHING;
        }
        return tag.equals(Tag.BOOL) ? Yaml.Kind.TRUTH : Yaml.Kind.NUMBER;
    }

    private Yaml items(CollectionStartEvent start, int depth) {
        refuseTag(start, start.getTag());
        List<Yaml> items = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            items.add(value(event, depth + 1));
        }
        return new Yaml.Items(place(start), items);
    }

    private Yaml mapping(MappingStartEvent start, int depth) {
        refuseTag(start, start.getTag());
        List<Yaml.Entry> entries = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            if (!(value(event, depth + 1) instanceof Yaml.Scalar key)) {
                throw problem(place(event), "found a list or a block as a key", "a word", "");
            }
            entries.add(new Yaml.Entry(key, value(events.next(), depth + 1)));
        }
        return new Yaml.Mapping(place(start), entries);
    }

    private void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw problem(place(event), "found the tag " + tag.get(), "a plain value", "remove the tag");
        }
    }

    private Place place(Event event) {
        return place(file, event.getStartMark());
    }

    private static Place place(String file, Optional<Mark> mark) {
        return mark.map(found -> new Place(file, found.getLine() + 1, found.getColumn() + 1))
                .orElseGet(() -> new Place(file, 1, 1));
    }

    private static Place at(String file, String text, int position) {
        int[] before = text.codePoints().limit(position).toArray();
        int line = 1;
        int column = 1;
        for (int letter : before) {
            column = letter == '\n' ? 1 : column + 1;
            line += letter == '\n' ? 1 : 0;
        }
        return new Place(file, line, column);
    }

    private static ProblemsException problem(Place place, String found, String expected, String remedy) {
        return new ProblemsException(new Problem(place.toString(), found, expected, remedy));
    }
}
