package dev.docket.launcher;

import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodCommand;
import java.time.Clock;

/**
 * What applying commands takes; and the place where a command becomes the work that applies it. The work gets the parts
 * as they are for its queue, whose Pods may have a namespace of their own.
 */
final class LauncherParts {
    private final PodBlueprint blueprint;
    private final PodFollower follower;
    private final Reports reports;
    private final CreationGate gate;
    private final CommandLanes lanes;

    private LauncherParts(LauncherParts all, PodFollower follower) {
        this.blueprint = all.blueprint;
        this.follower = follower;
        this.reports = all.reports;
        this.gate = all.gate;
        this.lanes = all.lanes;
    }

    LauncherParts(PodBlueprint blueprint, CreationGate gate, Reports reports, PodFollowers followers) {
        this.blueprint = blueprint;
        this.follower = followers.general();
        this.reports = reports;
        this.gate = gate;
        this.lanes = new CommandLanes(
                task -> new LauncherParts(this, followers.of(task.command().queue())).begin(task));
    }

    private void begin(CommandTask task) {
        task.command().accept(new Command.Handler<Void>() {
            @Override
            public Void on(CreatePodCommand command) {
                calls().run(new PodCreation(command, task, LauncherParts.this)::attempt);
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
        return follower.pods();
    }

    ApiCalls calls() {
        return follower.calls();
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
