package dev.docket.bench.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {

    private static final String TOLD = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         20000         640000  [B (java.base@17.0.1)
               2:         10000         240000  java.lang.String (java.base@17.0.1)
               3:           100          72000  dev.docket.queue.Pending
               4:           100          64000  [Ljava.util.HashMap$Node; (java.base@17.0.1)
            Total         30200        1016000
            """;

    @Test
    void readsWhatJcmdPrints() {
        Histogram histogram = Histogram.of(TOLD);

        assertThat(histogram.bytes())
                .containsEntry("java.lang.String", 240_000L)
                .hasSize(4);
        assertThat(histogram.total()).isEqualTo(1_016_000);
    }

    @Test
    void tellsTheBiggestOfWhatCame() {
        Histogram before = Histogram.of("   1:  1  40000  [B (java.base@17)\n");

        assertThat(Histogram.of(TOLD).since(before).biggest(4, 1_000))
                .isEqualTo("600.0 byte[], 240.0 String, 72.0 Pending, 64.0 HashMap$Node[]");
    }

    @Test
    void findsItsOwnObjectsOnTheHeap() throws Exception {
        Histogram before = Histogram.now();
        long[] kept = new long[1 << 17];
        Histogram grown = Histogram.now().since(before);

        assertThat(grown.bytes().get("[J")).isGreaterThanOrEqualTo(kept.length * 8L);
    }
}
