/**
 * The server: the Avatica protocol, protobuf and JSON, over HTTP. Every connection of a client is
 * one {@link org.lightningdb.jdbc.link.Link} here, so a client gets what an embedded program gets.
 *
 * <pre>
 *   WireHandler         HTTP: paths, sizes, authentication
 *   WireService         one request of the protocol
 *   ServerConnections   who is connected; limits; the idle are closed
 *   ServerConnection    one link, one lock, its statements
 *   OpenRows            a result and how far it was fetched
 * </pre>
 *
 * Used by the command line. Start with {@link org.lightningdb.server.net.LightningServer}.
 */
@NullMarked
package org.lightningdb.server.net;

import org.jspecify.annotations.NullMarked;
