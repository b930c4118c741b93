package dev.slipway.core.platform;

import java.util.List;
import java.util.Optional;

/**
 * Keeps release state and records: small documents under keys such as {@code digits/state.json}, each at most 1 MB. A
 * document changes by compare-and-set: of two writers who read the same one, exactly one wins and the other is told.
 * What was written is read back from then on, also after a crash. Keys have the form
 * {@code [a-z0-9._-]+(/[a-z0-9._-]+)*}, and no part is {@code .} or {@code ..}.
 */
public interface ReleaseStore {

    /** The document under this key, where there is one. */
    Optional<Document> read(String key);

    /**
     * Writes a document where none is.
     *
     * @return its tag
     * @throws PlatformException.Conflict where one is there already; nothing is written
     */
    String create(String key, byte[] content);

    /**
     * Replaces the document that was read.
     *
     * @param tag the tag that was read
     * @return the new tag
     * @throws PlatformException.Conflict where the document has another tag by now, or is gone; nothing is written
     */
    String replace(String key, String tag, byte[] content);

    /** All keys that begin with {@code prefix}, sorted. What is no key is left out, whoever put it there. */
    List<String> keys(String prefix);

    /** Where people find the document of this key: a file, an address. */
    default String place(String key) {
        return key;
    }

    /**
     * A document as it was read.
     *
     * @param content its bytes
     * @param tag names this content at this key: hand it to {@link #replace}
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; the tag is what gets compared
    record Document(byte[] content, String tag) {}
}
