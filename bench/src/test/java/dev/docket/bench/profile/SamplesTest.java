package dev.docket.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

    private static final String BUSY = "SamplesTest$Busy.spin";

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void whatAThreadDidIsInTheTreeOfItsRecording() throws Exception {
        Path file = directory.resolve("busy.jfr");
        Busy busy = new Busy();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            busy.start();
            do {
                recording.dump(file);
            } while (Samples.read(file, "busy"::equals, BUSY).samples() == 0);
        } finally {
            busy.ending = true;
            busy.join();
        }

        Frame whole = Samples.read(file, "busy"::equals, null);
        assertThat(whole.callees()).extracting(Frame::name).contains("SamplesTest$Busy.run");
        assertThat(Samples.read(file, "nobody"::equals, null).samples()).isZero();
        assertThat(Samples.read(file, "busy"::equals, "No.such").samples()).isZero();
    }

    private static final class Busy extends Thread {

        private volatile boolean ending;
        private double sum;

        Busy() {
            super("busy");
        }

        @Override
        public void run() {
            while (!ending) {
                spin();
            }
        }

        private void spin() {
            for (int i = 0; i < 10_000; i++) {
                sum += Math.sqrt(i);
            }
        }
    }
}
