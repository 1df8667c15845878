package dev.docket.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PriorityTest {

    @Test
    void servesCriticalFirstAndBackgroundLast() {
        assertThat(Priority.values()).startsWith(Priority.CRITICAL).endsWith(Priority.BACKGROUND);
    }
}
