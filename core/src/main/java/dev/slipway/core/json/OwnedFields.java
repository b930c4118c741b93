package dev.slipway.core.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fields that nobody can change, in the order in which they were added. One with another field more shares what both
 * have, so that building an object field by field copies next to nothing: state is written at each tick.
 */
final class OwnedFields extends AbstractMap<String, Json> {

    static final OwnedFields EMPTY = new OwnedFields(new String[0], new Json[0], 0, new AtomicInteger());

    /** Up to so many are found faster by looking at each. */
    private static final int FEW = 24;

    private static final int FIRST_ROOM = 8;

    private final String[] keys;
    private final Json[] values;
    private final int size;
    /** How many of the places are taken, by this or by one that grew out of it. */
    private final AtomicInteger taken;

    private volatile @Nullable Map<String, Integer> index;

    private OwnedFields(String[] keys, Json[] values, int size, AtomicInteger taken) {
        this.keys = keys;
        this.values = values;
        this.size = size;
        this.taken = taken;
    }

    static OwnedFields copyOf(Map<String, Json> fields) {
        OwnedFields copy = EMPTY;
        for (Entry<String, Json> field : fields.entrySet()) {
            copy = copy.append(Objects.requireNonNull(field.getKey()), Objects.requireNonNull(field.getValue()));
        }
        return copy;
    }

    /** These with one field changed, or added. */
    OwnedFields with(String key, Json value) {
        int at = find(key);
        if (at < 0) {
            return append(Objects.requireNonNull(key), Objects.requireNonNull(value));
        }
        Json[] changed = Arrays.copyOf(values, values.length);
        changed[at] = Objects.requireNonNull(value);
        return new OwnedFields(Arrays.copyOf(keys, keys.length), changed, size, new AtomicInteger(size));
    }

    /** These with a field more, whose key is known to be new. */
    OwnedFields append(String key, Json value) {
        if (size < keys.length && taken.compareAndSet(size, size + 1)) {
            keys[size] = key;
            values[size] = value;
            return new OwnedFields(keys, values, size + 1, taken);
        }
        int room = Math.max(FIRST_ROOM, 2 * size);
        String[] moreKeys = Arrays.copyOf(keys, room);
        Json[] moreValues = Arrays.copyOf(values, room);
        moreKeys[size] = key;
        moreValues[size] = value;
        return new OwnedFields(moreKeys, moreValues, size + 1, new AtomicInteger(size + 1));
    }

    String key(int at) {
        return keys[at];
    }

    Json value(int at) {
        return values[at];
    }

    /** The same fields in the order of their keys. Few are put in their places one by one, as cards are held. */
    OwnedFields sorted() {
        if (size > FEW) {
            return copyOf(new TreeMap<>(this));
        }
        String[] sortedKeys = Arrays.copyOf(keys, size);
        Json[] sortedValues = Arrays.copyOf(values, size);
        for (int next = 1; next < size; next++) {
            String key = sortedKeys[next];
            Json value = sortedValues[next];
            int at = next;
            for (; at > 0 && sortedKeys[at - 1].compareTo(key) > 0; at--) {
                sortedKeys[at] = sortedKeys[at - 1];
                sortedValues[at] = sortedValues[at - 1];
            }
            sortedKeys[at] = key;
            sortedValues[at] = value;
        }
        return new OwnedFields(sortedKeys, sortedValues, size, new AtomicInteger(size));
    }

    private int find(@Nullable Object key) {
        if (size > FEW) {
            return index().getOrDefault(key, -1);
        }
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private Map<String, Integer> index() {
        Map<String, Integer> known = index;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < size; i++) {
                known.put(keys[i], i);
            }
            index = known;
        }
        return known;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Json get(@Nullable Object key) {
        int at = find(key);
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    @Override
    public Set<Entry<String, Json>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<String, Json>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Json>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Entry<String, Json> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            Entry<String, Json> entry = Map.entry(keys[next], values[next]);
            next++;
            return entry;
        }
    }
}
