/**
 * Opening databases by location and options, and sharing them inside the process. The wiring of the
 * module: the only room that sees all others, files and threads included. Start with {@link
 * org.lightningdb.sql.open.LightningDatabases}.
 */
@NullMarked
package org.lightningdb.sql.open;

import org.jspecify.annotations.NullMarked;
