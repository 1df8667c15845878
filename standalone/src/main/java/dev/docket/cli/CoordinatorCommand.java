package dev.docket.cli;

import dev.docket.config.Settings;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.StartRefusedException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code docket coordinator}. */
@Command(
        name = "coordinator",
        mixinStandardHelpOptions = true,
        header = "Run a coordinator.",
        description = {
            "",
            "Decides which execution starts next, and answers questions over HTTP. Any number of coordinators share an"
                    + " installation's partitions. Makes and checks the topics first, and refuses to start if something is"
                    + " wrong with them. Logs to standard error; ends on SIGTERM.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:it did not start or cannot go on; the message or the log says why",
            "2:wrong command line or settings",
            "130, 143:ended by Ctrl-C or SIGTERM, everything closed in order"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket coordinator --bootstrap kafka-0:9092,kafka-1:9092,kafka-2:9092",
            "  docket coordinator --config coordinator.properties --set http.port=9000"
        })
final class CoordinatorCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() {
        Logging.toStandardError();
        Settings settings = connection.settings();
        Logger log = LoggerFactory.getLogger(CoordinatorCommand.class);
        log.atInfo().addKeyValue("settings", settings.describe()).log("coordinator starts");
        try {
            return Coordinator.run(CoordinatorConfig.from(settings), new QueueWiring());
        } catch (StartRefusedException e) {
            throw new CommandFailed(Exit.FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
