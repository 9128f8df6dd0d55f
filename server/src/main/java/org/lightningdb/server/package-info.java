/**
 * The roof of this module: what runs around the database. {@code net} serves it over HTTP with the
 * Avatica protocol, {@code cli} is the command {@code lightning}, {@code demo} the guided tour,
 * {@code console} the text they print. Nobody below knows this module. Start with {@link
 * org.lightningdb.server.cli.Lightning}.
 */
@NullMarked
package org.lightningdb.server;

import org.jspecify.annotations.NullMarked;
