package dev.docket.bench.lives;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket bench lives}. */
@Command(
        name = "lives",
        mixinStandardHelpOptions = true,
        header = "How many executions live in a second, beside the most that the broker allows.",
        description = {
            "",
            "Runs a broker and five coordinators of one queue each in this process: a pass-through topology that writes as"
                    + " many records of the same sizes without any queue (the ceiling); Docket with its payloads in memory,"
                    + " and with the default store; and both again with many executions in line. Clients and launcher are a"
                    + " closed loop: each execution that is scheduled completes at once, and another is requested. They are"
                    + " measured in turns, round after round; what is not measured rests.",
            ""
        })
public final class LivesCommand implements Callable<Integer> {

    @Mixin
    Options options = new Options();

    @Option(names = "--peers", description = "And beside its peers, in the same rounds: what peers measures by itself.")
    boolean peers;

    @Override
    public Integer call() throws Exception {
        return options.run(peers ? List.of(LivesFigures::new, PeerFigures::new) : List.of(LivesFigures::new));
    }
}
