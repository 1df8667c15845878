package dev.docket.store;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * Asks the index of a store something, from any thread, on an active or a standby task.
 *
 * <p>The question is a function of the index. While it runs, nothing is written, so it should be short, and it must copy
 * what it answers: the index goes on changing afterwards. What it throws reaches whoever asks.
 *
 * <p>While the index is still being made, after a restart, the answer is a failure at once, not a wait.
 *
 * <p>The answer may run one commit ahead of what others can read from the topics.
 *
 * @param <I> the type of the index
 * @param <R> the type of the answer
 */
public final class IndexQuery<I, R> implements Query<R> {

    private final Class<I> type;
    private final BiFunction<? super I, ? super Records, ? extends R> question;

    /** The records that the index is derived from, as they are while the question is answered. */
    @FunctionalInterface
    public interface Records {

        /** The value under a key, as a {@link SplitValue}; null if there is none. */
        byte @Nullable [] get(Bytes key);
    }

    private IndexQuery(Class<I> type, BiFunction<? super I, ? super Records, ? extends R> question) {
        this.type = Objects.requireNonNull(type, "type");
        this.question = Objects.requireNonNull(question, "question");
    }

    /** A question to an index of this type; a store that keeps another kind of index answers that it does not know it. */
    public static <I, R> IndexQuery<I, R> of(Class<I> type, Function<? super I, ? extends R> question) {
        return new IndexQuery<>(type, (index, records) -> question.apply(index));
    }

    /** A question to an index of this type and to the records behind it, answered from one moment's state of both. */
    public static <I, R> IndexQuery<I, R> withRecords(
            Class<I> type, BiFunction<? super I, ? super Records, ? extends R> question) {
        return new IndexQuery<>(type, question);
    }

    boolean fits(DerivedIndex index) {
        return type.isInstance(index);
    }

    R answer(DerivedIndex index, Records records) {
        return question.apply(type.cast(index), records);
    }

    @Override
    public String toString() {
        return "IndexQuery[" + type.getSimpleName() + "]";
    }
}
