/**
 * The link to a server: the Avatica protocol over HTTP, with what the protocol lacks in headers and
 * paths of its own that other clients never use. Knows no engine class. Start with {@link
 * org.lightningdb.jdbc.remote.RemoteLink}.
 */
@NullMarked
package org.lightningdb.jdbc.remote;

import org.jspecify.annotations.NullMarked;
