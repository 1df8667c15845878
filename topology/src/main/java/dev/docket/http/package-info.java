/**
 * The HTTP API of a coordinator: each endpoint stands with its documentation and its examples, of which the OpenAPI
 * document is made.
 */
@NullMarked
package dev.docket.http;

import org.jspecify.annotations.NullMarked;
