package dev.docket.serde;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The topics of one installation. Its name prefixes everything that it owns on a Kafka cluster, so that two
 * installations never meet.
 *
 * @param installation the name of the installation: 1 to 40 lower-case letters, digits and inner hyphens
 */
public record Topics(String installation) {

    /** The installation that is meant where none is named. */
    public static final String DEFAULT_INSTALLATION = "docket";

    /** What the name of an installation looks like: it must also do as a label value and in a Pod's name. */
    public static final Pattern INSTALLATION = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

    /**
     * @throws IllegalArgumentException if the name is not a legal name of an installation
     */
    public Topics {
        if (!INSTALLATION.matcher(installation).matches()) {
            throw new IllegalArgumentException(
                    "an installation is named by 1 to 40 lower-case letters, digits and inner hyphens");
        }
    }

    /** {@link dev.docket.event.Request}s by queue. */
    public String executionRequests() {
        return named("execution-requests");
    }

    /** {@link dev.docket.event.Report}s by queue. */
    public String executionReports() {
        return named("execution-reports");
    }

    /** {@link dev.docket.event.QueueSettings} by queue, compacted. */
    public String queueSettings() {
        return named("queue-settings");
    }

    /** {@link dev.docket.event.Command}s by execution id. */
    public String podCommands() {
        return named("pod-commands");
    }

    /** {@link dev.docket.event.DecisionEvent}s by queue: the audit log. */
    public String executionEvents() {
        return named("execution-events");
    }

    /** What could not be read or handled, raw. */
    public String deadLetters() {
        return named("dead-letters");
    }

    /** What the coordinator reads; their partition counts must agree. */
    public List<String> inputs() {
        return List.of(executionRequests(), executionReports(), queueSettings());
    }

    /** Every topic that Docket makes itself. */
    public List<String> all() {
        return List.of(
                executionRequests(),
                executionReports(),
                queueSettings(),
                podCommands(),
                executionEvents(),
                deadLetters());
    }

    private String named(String what) {
        return installation + "." + what;
    }
}
