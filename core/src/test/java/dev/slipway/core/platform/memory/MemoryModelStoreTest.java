package dev.slipway.core.platform.memory;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.kit.ModelStoreContract;

class MemoryModelStoreTest extends ModelStoreContract {

    private final MemoryModelStore store = new MemoryModelStore();

    @Override
    protected ModelStore store() {
        return store;
    }

    @Override
    protected ModelStore anotherHandle() {
        return store;
    }

    @Override
    protected void damage(Digest blob, byte[] bytes) {
        store.damage(blob, bytes);
    }
}
