package dev.docket.queue;

/**
 * What one user has in one queue.
 *
 * @param pending how many executions wait
 * @param active how many hold a slot
 */
public record UserCount(int pending, int active) {

    static final UserCount NONE = new UserCount(0, 0);

    /** What counts against the user's limit. */
    public int total() {
        return pending + active;
    }
}
