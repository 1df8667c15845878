package dev.docket.http;

import java.util.List;

/**
 * Which executions of a queue to look up.
 *
 * @param ids their ids, 1 to 1 000
 */
record LookupRequest(List<String> ids) {

    static final int MOST = 1_000;

    LookupRequest {
        ids = List.copyOf(ids);
    }
}
