/**
 * Connections, statements and parameters over a link. Knows link, value, result and metadata. Start
 * with {@link org.lightningdb.jdbc.connection.LightningConnection}.
 */
@NullMarked
package org.lightningdb.jdbc.connection;

import org.jspecify.annotations.NullMarked;
