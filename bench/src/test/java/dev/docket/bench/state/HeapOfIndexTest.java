package dev.docket.bench.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Row;
import org.junit.jupiter.api.Test;

class HeapOfIndexTest {

    @Test
    void eachThatWaitsTakesItsShareOfTheHeap() throws Exception {
        Row row = MemoryCommand.row(50_000, 1, new Progress());

        // No fewer than the id's characters and the order key; no more than a payload would be.
        assertThat(row.ratio()).isBetween(25.0, 1_000.0);
        assertThat(row.conditions()).contains("byte[]", "String");
    }
}
