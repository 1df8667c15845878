package dev.docket.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code docket queue top}. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        header = "The queues, live, over the whole terminal.",
        description = {
            "",
            "Without QUEUE, all queues, the busiest first, refreshed every second. With QUEUE, that one as it changes, and"
                    + " the head of its line. Ctrl-C ends it.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:with --once: printed",
            "1:the coordinator answered with an error",
            "2:wrong command line, or standard output is no terminal",
            "3:the coordinator cannot be reached",
            "4:there is no such queue",
            "130, 143:ended by Ctrl-C or SIGTERM, the terminal as it was"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  docket queue top", "  docket queue top default", "  docket queue top --once default"})
final class QueueTopCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "QUEUE", arity = "0..1", description = "Only this one, in detail.")
    @Nullable
    String queue;

    @Mixin
    CoordinatorOptions coordinator = new CoordinatorOptions();

    @Option(names = "--once", description = "Print one picture, as plain lines, and end.")
    boolean once;

    @Override
    public Integer call() throws InterruptedException {
        if (!once && !OutputOptions.drawable("out")) {
            throw new CommandFailed(
                    Exit.USAGE,
                    "queue top draws on a terminal, and standard output is none that it can draw on;"
                            + " see --once, or docket queue ls");
        }
        try (TopView view = view(coordinator.client())) {
            if (once) {
                view.frame(TerminalSize.now()).forEach(spec.commandLine().getOut()::println);
                return Exit.OK;
            }
            // Asked once before the screen is taken, so that a failure is said on the one people look at.
            view.frame(TerminalSize.now());
            try (Screen screen = Screen.open(spec.commandLine().getOut())) {
                while (true) {
                    TerminalSize size = TerminalSize.now();
                    screen.draw(view.frame(size), size);
                    view.pause();
                }
            }
        }
    }

    private TopView view(CoordinatorClient client) {
        if (queue == null) {
            return new AllQueuesView(client);
        }
        TerminalSize size = TerminalSize.now();
        return once ? OneQueueView.once(client, queue, size) : OneQueueView.live(client, queue, size);
    }
}
