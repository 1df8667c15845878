/**
 * The Kubernetes API as the stand-in serves it.
 *
 * <p>It is served with Vert.x: fabric8's own HTTP client is built on it, so a process that holds both ends loads one
 * network stack; one event loop serves requests, hundreds of watches and WebSockets without a thread each, and a closed
 * or half-answered connection, which fault injection needs, is one call. (The JDK's server needs a thread for each watch
 * and has no WebSocket, with which fabric8 opens its watches; Jetty would be a second stack.)
 */
@NullMarked
package dev.docket.cluster.api;

import org.jspecify.annotations.NullMarked;
