package dev.docket.http;

import java.util.concurrent.CompletableFuture;

/** Lets a question find its answer, or says that nobody has one. */
final class Asking {

    private static final Reply NOBODY = Reply.unavailable(
            "Nobody can say at the moment: the queue is moving to another instance, or is being restored.");

    private Asking() {}

    static CompletableFuture<Reply> ask(Backend backend, Asked asked, CopyQuestion question) {
        return backend.router().ask(question, asked.reach()).thenApply(found -> found.orElse(NOBODY));
    }
}
