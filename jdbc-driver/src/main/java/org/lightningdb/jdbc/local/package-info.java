/**
 * The link to a database in this process: a session, and conversions between its world and the
 * link's. The only room of the driver that knows the engine. Start with {@link
 * org.lightningdb.jdbc.local.LocalLink}.
 */
@NullMarked
package org.lightningdb.jdbc.local;

import org.jspecify.annotations.NullMarked;
