package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CreatePodCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodSweepIT {
    @TempDir
    Path directory;

    @Test
    void whatALauncherLeftBehindIsFoundAndCleared() throws Exception {
        try (Installation docket =
                Installation.in(directory).with("launcher.fence", "1h").start()) {
            CreatePodCommand ended = Commands.create("ended");
            CreatePodCommand runs = Commands.create("runs", "sleep", "300");
            docket.append(ended);
            docket.append(runs);
            docket.awaitOutcome(ended);
            docket.awaitStarted(runs);
            docket.stop();

            try (PodSweep sweep = PodSweep.of(docket.config())) {
                List<PodSweep.Found> found = sweep.find();
                assertThat(found)
                        .extracting(pod -> pod.execution() + " " + pod.state())
                        .containsExactlyInAnyOrder("default/ended ENDED", "default/runs ALIVE");

                assertThat(found).allSatisfy(pod -> assertThat(sweep.clear(pod)).isEqualTo(Optional.empty()));
                docket.awaitPods(List::isEmpty);
                assertThat(found)
                        .allSatisfy(pod ->
                                assertThat(sweep.clear(pod)).as("gone already").isEmpty());
            }
        }
    }
}
