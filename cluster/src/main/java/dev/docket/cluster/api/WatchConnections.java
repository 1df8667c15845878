package dev.docket.cluster.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.WatchHub;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;

/**
 * Ties watches to connections: a WebSocket, a text message for each event, if the client asks for an upgrade (fabric8
 * does); else a chunked response, a line for each event. Used on the event loop only.
 */
record WatchConnections(Vertx vertx, ObjectStore store, WatchHub hub, Duration bookmarkInterval, WatchFaults faults) {
    void open(HttpServerRequest request, Answer.Watch watch) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.toWebSocket().onSuccess(socket -> {
                WatchStream stream = new WatchStream(
                        watch, store, vertx.getOrCreateContext(), new FaultyPipe(new SocketPipe(socket), faults));
                socket.exceptionHandler(gone -> {});
                socket.drainHandler(drained -> stream.flush());
                socket.closeHandler(gone -> stream.closed());
                run(stream, watch);
            });
            return;
        }
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", "application/json");
        response.writeHead();
        WatchStream stream = new WatchStream(
                watch, store, vertx.getOrCreateContext(), new FaultyPipe(new ChunkPipe(response), faults));
        response.exceptionHandler(gone -> {});
        response.drainHandler(drained -> stream.flush());
        response.closeHandler(gone -> stream.closed());
        run(stream, watch);
    }

    private void run(WatchStream stream, Answer.Watch watch) {
        long bookmarks =
                watch.bookmarks() ? vertx.setPeriodic(bookmarkInterval.toMillis(), timer -> stream.bookmark()) : -1;
        long timeout = vertx.setTimer(watch.timeoutSeconds() * 1000, timer -> {
            if (watch.bookmarks()) {
                stream.bookmark();
            }
            stream.end();
        });
        stream.whenOver(() -> {
            hub.leave(stream);
            vertx.cancelTimer(timeout);
            vertx.cancelTimer(bookmarks);
        });
        stream.start(hub);
    }

    private record FaultyPipe(WatchStream.Pipe pipe, WatchFaults faults) implements WatchStream.Pipe {
        @Override
        public void send(List<byte[]> events) {
            pipe.send(faults.next(events));
        }

        @Override
        public boolean full() {
            return pipe.full();
        }

        @Override
        public void end() {
            pipe.end();
        }
    }

    private record ChunkPipe(HttpServerResponse response) implements WatchStream.Pipe {
        @Override
        public void send(List<byte[]> events) {
            if (!response.closed()) {
                Buffer all = Buffer.buffer();
                events.forEach(all::appendBytes);
                response.write(all);
            }
        }

        @Override
        public boolean full() {
            return response.closed() || response.writeQueueFull();
        }

        @Override
        public void end() {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }
    }

    /** A socket is closed a moment before its close handler hears of it; until then it counts as full. */
    private record SocketPipe(ServerWebSocket socket) implements WatchStream.Pipe {
        @Override
        public void send(List<byte[]> events) {
            for (byte[] event : events) {
                if (!socket.isClosed()) {
                    socket.writeTextMessage(new String(event, UTF_8));
                }
            }
        }

        @Override
        public boolean full() {
            return socket.isClosed() || socket.writeQueueFull();
        }

        @Override
        public void end() {
            if (!socket.isClosed()) {
                socket.close();
            }
        }
    }
}
