package dev.docket.launcher;

import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodCommand;
import java.time.Clock;

/** What applying commands takes; and the place where a command becomes the work that applies it. */
final class LauncherParts {
    private final PodBlueprint blueprint;
    private final PodApi pods;
    private final ApiCalls calls;
    private final Reports reports;
    private final PodFollower follower;
    private final CreationGate gate;
    private final CommandLanes lanes;

    LauncherParts(PodBlueprint blueprint, CreationGate gate, Reports reports, PodFollower follower) {
        this.blueprint = blueprint;
        this.pods = follower.pods();
        this.calls = follower.calls();
        this.reports = reports;
        this.follower = follower;
        this.gate = gate;
        this.lanes = new CommandLanes(this::begin);
    }

    private void begin(CommandTask task) {
        task.command().accept(new Command.Handler<Void>() {
            @Override
            public Void on(CreatePodCommand command) {
                calls.run(new PodCreation(command, task, LauncherParts.this)::attempt);
                return null;
            }

            @Override
            public Void on(DeletePodCommand command) {
                new PodRemoval(command, task, LauncherParts.this).begin();
                return null;
            }
        });
    }

    String installation() {
        return blueprint.installation();
    }

    PodBlueprint blueprint() {
        return blueprint;
    }

    PodApi pods() {
        return pods;
    }

    ApiCalls calls() {
        return calls;
    }

    Reports reports() {
        return reports;
    }

    PodFollower follower() {
        return follower;
    }

    CreationGate gate() {
        return gate;
    }

    CommandLanes lanes() {
        return lanes;
    }

    Clock clock() {
        return follower.clock();
    }
}
