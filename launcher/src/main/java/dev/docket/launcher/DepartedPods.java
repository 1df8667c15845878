package dev.docket.launcher;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The uids of the Pods that went last. What a watch still brings of one of them is old, and must not be taken for a Pod
 * that came.
 *
 * <p>Threading: safe.
 */
final class DepartedPods {
    private static final int MOST = 20_000;

    private final Set<String> uids = Collections.newSetFromMap(Collections.synchronizedMap(new Recent()));

    void add(String uid) {
        uids.add(uid);
    }

    boolean contains(String uid) {
        return uids.contains(uid);
    }

    private static final class Recent extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }
}
