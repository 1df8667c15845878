package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.FailureReason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
    @TempDir
    Path directory;

    @Test
    void aCommandBecomesAPodAnOutcomeAndNothingStaysBehind() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command = Commands.create("hello");
            docket.append(command);

            assertThat(docket.awaitOutcome(command)).isInstanceOfSatisfying(ExecutionCompleted.class, completed -> {
                assertThat(completed.run().exitCode()).isZero();
                assertThat(completed.run().logTail()).isEqualTo("hello\n");
                assertThat(completed.run().startedAt()).isNotNull();
            });
            docket.awaitPods(List::isEmpty);
            docket.awaitCommitted(1);
            assertThat(docket.outcomes(command)).hasSize(1);
        }
    }

    @Test
    void aFailingScriptIsReportedWithItsExitCodeAndTheEndOfItsOutput() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command =
                    Commands.create("fails", Instant.now().plusSeconds(60), Commands.spec(60, "echo oh no; exit 7"));
            docket.append(command);

            assertThat(docket.awaitOutcome(command)).isInstanceOfSatisfying(ExecutionFailed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.NON_ZERO_EXIT);
                assertThat(failed.run().exitCode()).isEqualTo(7);
                assertThat(failed.run().logTail()).isEqualTo("oh no\n");
            });
            docket.awaitPods(List::isEmpty);
        }
    }

    @Test
    void aContainerThatOverrunsItsTimeoutIsEndedAndTimedOut() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command =
                    Commands.create("slow", Instant.now().plusSeconds(60), Commands.spec(1, "exec sleep 300"));
            docket.append(command);

            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionTimedOut.class);
            docket.awaitPods(List::isEmpty);
        }
    }

    @Test
    void aCancelledPodIsKilledAndThatIsNoFailure() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command = Commands.create("cancelled", "sleep", "300");
            docket.append(command);
            docket.awaitStarted(command);
            docket.append(Commands.delete(command, DeletePodReason.CANCELLED));

            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCancelled.class);
            docket.awaitPods(List::isEmpty);
            docket.awaitCommitted(2);
            assertThat(docket.outcomes(command)).hasSize(1);
        }
    }

    @Test
    void aCancelWithoutAPodIsAnsweredAtOnceButOtherDeletesAreNot() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand never = Commands.create("never");
            CreatePodCommand stale = Commands.create("stale");
            docket.append(Commands.delete(stale, DeletePodReason.NOT_ACTIVE));
            docket.append(Commands.delete(never, DeletePodReason.CANCELLED));

            assertThat(docket.awaitOutcome(never)).isInstanceOf(ExecutionCancelled.class);
            docket.awaitCommitted(2);
            assertThat(docket.outcomes(stale)).isEmpty();
        }
    }

    @Test
    void aCommandThatCameTooLateIsAnsweredWithoutAPod() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand late =
                    Commands.create("late", Instant.now().minusSeconds(1), Commands.spec(60, "echo never"));
            docket.append(late);

            assertThat(docket.awaitOutcome(late))
                    .isInstanceOfSatisfying(
                            ExecutionFailed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.LAUNCH_FAILED));
            assertThat(docket.pods()).isEmpty();
        }
    }

    @Test
    void whatIsNoCommandGoesToTheDeadLettersAndTheNextIsHandled() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            docket.appendRaw(new byte[] {1, 2, 3});
            CreatePodCommand command = Commands.create("next");
            docket.append(command);

            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitCommitted(2);
            assertThat(docket.sent("docket.dead-letters")).hasSize(1);
        }
    }

    @Test
    void aLauncherThatWasKilledBeforeItsCommitMakesNoSecondPod() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command = Commands.create("once", "sleep", "300");
            docket.append(command);
            docket.awaitStarted(command);
            String uid = docket.pods().get(0).getMetadata().getUid();
            docket.kill();

            docket.start();
            docket.awaitCommitted(1);
            await().atMost(Installation.SOON)
                    .until(() -> docket.reports().stream()
                                    .filter(ExecutionStarted.class::isInstance)
                                    .count()
                            >= 2);
            assertThat(docket.pods())
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.getMetadata().getUid()).isEqualTo(uid));
        }
    }
}
