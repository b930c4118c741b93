package dev.slipway.core.doctor;

/**
 * How much of a processor a function has for its memory. Source: AWS Lambda developer guide, "Configure Lambda function
 * memory": at 1,769 MB a function has the equivalent of one vCPU.
 */
public final class ProcessorShare {

    /** Lambda gives one whole processor for so many MB. */
    public static final int MEGABYTES = 1769;

    /**
     * A share is given anew after so many milliseconds: a call that needs less than the share of one such period runs at
     * full speed. Our choice; AWS names no figure.
     */
    public static final double PERIOD_MILLIS = 20;

    private ProcessorShare() {}

    /** The processors of a function of this memory: 0.58 for 1,024 MB. */
    public static double of(int memory) {
        return (double) memory / MEGABYTES;
    }

    /**
     * How long something takes with this share of a processor, all in milliseconds.
     *
     * @param wall how long it took with as many processors as it liked
     * @param processor how much processor time it used
     * @param share the processors it is to have
     */
    public static double reckon(double wall, double processor, double share) {
        return processor <= share * PERIOD_MILLIS ? wall : Math.max(wall, processor / share);
    }
}
