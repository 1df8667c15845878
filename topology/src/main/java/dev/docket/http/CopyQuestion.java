package dev.docket.http;

import dev.docket.query.Copy;
import dev.docket.query.Peers;
import dev.docket.query.Question;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request that is answered from a copy of its queue, or sent on as it came.
 *
 * @param queue the queue
 * @param call the request as it came
 * @param self the address of this instance
 * @param here answers it here
 */
record CopyQuestion(String queue, Call call, String self, Function<Copy, Optional<Supplier<Reply>>> here)
        implements Question<Reply> {

    @Override
    public Optional<Supplier<Reply>> answer(Copy copy) {
        return here.apply(copy).map(reply -> () -> reply.get().with(Peers.INSTANCE_HEADER, self));
    }

    @Override
    public Reply read(PeerReply reply) {
        return Reply.of(reply);
    }
}
