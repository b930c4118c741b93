package dev.slipway.aws;

/**
 * How a blob is cut into parts: the same for the same size, so that a broken push goes on where it ended. S3 takes at
 * most 10,000 parts, all of one size but the last (S3 user guide, "Multipart upload limits").
 *
 * @param size the blob's size in bytes
 * @param partSize the size in bytes of each part but the last
 */
record PartPlan(long size, int partSize) {

    private static final long MOST_PARTS = 10_000;
    private static final long MEBIBYTE = 1 << 20;

    /** Parts of {@code smallest} bytes, or larger by whole mebibytes where there would be too many. */
    static PartPlan of(long size, int smallest) {
        long needed = Math.ceilDiv(size, MOST_PARTS);
        long partSize = needed <= smallest ? smallest : Math.ceilDiv(needed, MEBIBYTE) * MEBIBYTE;
        return new PartPlan(size, Math.toIntExact(partSize));
    }

    /** How many parts; an empty blob has one, which is empty. */
    int count() {
        return Math.max(1, Math.toIntExact(Math.ceilDiv(size, (long) partSize)));
    }

    /** The length in bytes of a part, counted from 1. */
    int length(int part) {
        return (int) Math.min(partSize, size - (part - 1) * (long) partSize);
    }
}
