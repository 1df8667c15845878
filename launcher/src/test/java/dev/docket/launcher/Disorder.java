package dev.docket.launcher;

import dev.docket.cluster.api.WatchFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Watches on a bad day: some events come twice, some late, behind others and in another watch. */
final class Disorder implements WatchFaults {
    private static final int KEPT = 50;

    private final Random random;
    private final List<byte[]> past = new ArrayList<>();

    Disorder(long seed) {
        random = new Random(seed);
    }

    @Override
    public List<byte[]> next(List<byte[]> events) {
        List<byte[]> sent = new ArrayList<>();
        for (byte[] event : events) {
            if (random.nextInt(10) == 0) {
                sent.add(Math.min(sent.size(), random.nextInt(4)), event); // before others of its batch
            } else if (random.nextInt(20) != 0) {
                sent.add(event);
            } // else it comes later, and only then
            if (past.size() < KEPT) {
                past.add(event);
            } else if (random.nextInt(4) == 0) {
                sent.add(past.set(random.nextInt(KEPT), event)); // one of long ago, once more
            }
        }
        return sent;
    }
}
