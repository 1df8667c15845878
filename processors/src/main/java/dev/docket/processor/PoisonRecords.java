package dev.docket.processor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Records whose handling failed on a defect. Under exactly-once the failure takes back everything that the record did;
 * read again, it goes to the dead letters instead of failing for ever.
 *
 * <p>Threading: shared by all stream threads of one instance.
 */
final class PoisonRecords {

    private static final int MAX = 10_000;

    private final Set<String> records = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    }));

    void add(Origin origin) {
        records.add(origin.toString());
    }

    boolean contains(Origin origin) {
        return !records.isEmpty() && records.contains(origin.toString());
    }
}
