package dev.docket.standalone;

import dev.docket.audit.AuditFigures;
import java.time.Duration;

/** Shows how the demo goes, while it goes. */
public interface DemoView {

    /**
     * How it stands.
     *
     * @param figures what the audit has counted so far
     * @param elapsed since the first request was sent
     * @param expected how many requests there are in all
     * @param perSecond how many executions were launched in the last second
     */
    record Standing(AuditFigures figures, Duration elapsed, long expected, double perSecond) {

        /** The share of the requests that have had all that will become of them, from 0 to 1. */
        public double done() {
            var answers = figures.answers();
            long settled = answers.rejections()
                    + answers.repeated()
                    + answers.expired()
                    + answers.cancelled()
                    + figures.ended();
            return expected == 0 ? 1 : Math.min(1, (double) settled / expected);
        }
    }

    /** Something is being started or stopped. */
    void news(String text);

    /** Shows how it stands; called a few times a second. */
    void show(Standing standing);

    /** Nothing more is to be shown. */
    void end();
}
