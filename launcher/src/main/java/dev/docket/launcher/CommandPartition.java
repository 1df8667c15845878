package dev.docket.launcher;

/**
 * One partition of {@code pod-commands} for as long as this launcher holds it. A partition that was lost and comes back
 * is a new object: whoever holds the old one sees that it is {@linkplain #lost() lost}, and stops.
 *
 * <p>Threading: safe.
 */
final class CommandPartition {
    private final int number;
    private final OffsetTracker offsets;
    private final Fence fence;
    private volatile long committed;
    private volatile boolean lost;

    /**
     * @param number the partition
     * @param position where reading begins: everything below was answered by whoever held the partition before
     * @param fence for how long whoever held it before may still create a Pod
     */
    CommandPartition(int number, long position, Fence fence) {
        this.number = number;
        this.fence = fence;
        this.offsets = new OffsetTracker(position);
        this.committed = position;
    }

    int number() {
        return number;
    }

    /** For how long whoever held the partition before may still create a Pod. */
    Fence fence() {
        return fence;
    }

    void read(long offset) {
        synchronized (offsets) {
            offsets.read(offset);
        }
    }

    void answered(long offset) {
        synchronized (offsets) {
            offsets.answered(offset);
        }
    }

    /** The offset to commit. */
    long safe() {
        synchronized (offsets) {
            return offsets.safe();
        }
    }

    /** See {@link OffsetTracker#span()}. */
    long span() {
        synchronized (offsets) {
            return offsets.span();
        }
    }

    /** Kafka has this offset: no command below it comes again. */
    long committed() {
        return committed;
    }

    void committed(long offset) {
        // One thread writes: the consumer's.
        committed = Math.max(committed, offset);
    }

    /** Whether the partition belongs to somebody else by now. */
    boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
