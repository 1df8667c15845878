package dev.docket.query;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked about one queue, and that any instance can find the answer to: from a copy of its own, or by
 * asking another instance in the words of the HTTP API.
 *
 * @param <T> the answer
 */
public interface Question<T> {

    /** The queue that it is about. */
    String queue();

    /**
     * Answers from this copy; nothing if it cannot tell, because it is a standby and what is asked for may be newer than
     * it. Nothing is written to the copy meanwhile, and so nothing is decided: here the figures are taken, and what is given
     * back puts them into words afterwards. It must keep nothing of the copy itself.
     */
    Optional<Supplier<T>> answer(Copy copy);

    /** How to ask another instance. */
    Call call();

    /** What another instance answered, with any status below 500. */
    T read(PeerReply reply);

    /**
     * A request to another instance.
     *
     * @param method GET or POST
     * @param path path and query, encoded
     * @param body JSON; absent with GET
     */
    record Call(String method, String path, @Nullable String body) {}

    /**
     * What another instance answered.
     *
     * @param status the HTTP status
     * @param contentType the type of the body
     * @param body the body
     * @param instance which instance's copy it came from
     */
    record PeerReply(int status, String contentType, String body, String instance) {}
}
