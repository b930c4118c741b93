package dev.slipway.core.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that nobody else can change, and so need not be copied again. */
final class OwnedFields extends AbstractMap<String, Json> {
    private final Map<String, Json> fields;

    OwnedFields(Map<String, Json> fields) {
        this.fields = fields;
    }

    @Override
    public Set<Entry<String, Json>> entrySet() {
        return Collections.unmodifiableMap(fields).entrySet();
    }

    @Override
    public @Nullable Json get(@Nullable Object key) {
        return fields.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return fields.containsKey(key);
    }
}
