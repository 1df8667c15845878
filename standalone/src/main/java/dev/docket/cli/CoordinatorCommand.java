package dev.docket.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "coordinator", mixinStandardHelpOptions = true, header = "Run a coordinator.")
final class CoordinatorCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 1;
    }
}
