package dev.slipway.core.platform.memory;

import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.kit.ReleaseStoreContract;

class MemoryReleaseStoreTest extends ReleaseStoreContract {

    private final MemoryReleaseStore store = new MemoryReleaseStore();

    @Override
    protected ReleaseStore store() {
        return store;
    }

    @Override
    protected ReleaseStore anotherHandle() {
        return store;
    }
}
