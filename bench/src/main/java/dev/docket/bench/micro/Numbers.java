package dev.docket.bench.micro;

/**
 * Numbers that no processor foresees, the same in each run: a linear congruential generator, whose upper bits are scaled to
 * what is asked for by a multiplication, without a division.
 *
 * <p>Threading: of one thread.
 */
final class Numbers {

    private long last = 42;

    /** One that is 0 or more and less than this. */
    int below(int bound) {
        last = last * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (int) (((last >>> 32) * bound) >>> 32);
    }
}
