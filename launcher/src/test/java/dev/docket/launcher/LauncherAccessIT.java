package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodReason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stand-in") // which tells what it was asked
class LauncherAccessIT {
    @TempDir
    Path directory;

    @Test
    void theRoleGrantsExactlyWhatTheLauncherCalls() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand once = Commands.create("once", "sleep", "300");
            docket.append(once);
            docket.awaitStarted(once);
            docket.kill();
            // The command comes a second time and meets the name taken.
            docket.start();
            docket.awaitCommitted(1);
            docket.append(Commands.delete(once, DeletePodReason.CANCELLED));
            docket.awaitOutcome(once);
            docket.awaitPods(List::isEmpty);

            // That none is missing, each test of this module finds out at its end.
            assertThat(docket.rights().used()).isEqualTo(Rights.granted());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/v1/namespaces/n/pods,create pods",
        "GET,/api/v1/namespaces/n/pods?limit=500,list pods",
        "GET,/api/v1/namespaces/n/pods?limit=500&watch=true,watch pods",
        "GET,/api/v1/namespaces/n/pods/p,get pods",
        "GET,/api/v1/namespaces/n/pods/p/log?container=c,get pods/log",
        "DELETE,/api/v1/namespaces/n/pods,deletecollection pods",
        "DELETE,/api/v1/namespaces/n/pods/p,delete pods",
        "PUT,/api/v1/namespaces/n/pods/p/status,update pods/status",
        "GET,/api/v1/pods,GET /api/v1/pods"
    })
    void aRequestNeedsTheRightThatKubernetesAsksFor(String method, String uri, String right) {
        assertThat(Rights.right(method, uri)).isEqualTo(right);
    }
}
